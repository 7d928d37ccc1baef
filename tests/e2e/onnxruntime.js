// SPDX-License-Identifier: MIT
//
// node onnxruntime.js MODEL.onnx INPUT.json: the logits that ONNX Runtime gives, as a JSON list.
// INPUT.json: {"shape": [N, C, H, W], "values": [...]}. Needs the npm package onnxruntime-web.
"use strict";

const fs = require("fs");
const ort = require("onnxruntime-web");

async function main([model, input]) {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  const session = await ort.InferenceSession.create(fs.readFileSync(model), {
    executionProviders: ["wasm"],
  });
  const { shape, values } = JSON.parse(fs.readFileSync(input, "utf8"));
  const tensor = new ort.Tensor("float32", Float32Array.from(values), shape);
  const outputs = await session.run({ [session.inputNames[0]]: tensor });
  process.stdout.write(JSON.stringify(Array.from(outputs[session.outputNames[0]].data)));
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.stack || error}\n`);
  process.exitCode = 1;
});
