// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz_targets.h"

#include <stb_image_write.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data/csv_table.h"
#include "engine/data/data_source.h"
#include "engine/data/idx_reader.h"
#include "engine/data/picture_file.h"
#include "engine/run/weights_file.h"
#include "engine/session/journal.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/tiny_training.h"

namespace netdyno::test {

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

FuzzTarget idx_target(const std::string& name, std::vector<std::string> seeds) {
  return {name, std::move(seeds), [](const std::string& bytes, const fs::path& file) {
            write(file, bytes);
            read_idx(file);
          }};
}

// The test file is one file for both sets, so it is the one that is read.
FuzzTarget cifar_target(const std::string& name, const std::string& file_name,
                        std::size_t label_bytes) {
  std::string record(label_bytes, '\x03');
  record += std::string(3072, '\x55');
  return {name, {record, record + record}, [=](const std::string& bytes, const fs::path& file) {
            const fs::path folder = file.string() + ".set";
            fs::create_directories(folder);
            write(folder / file_name, bytes);
            const DataSource& source = data_source(name);
            Options options(source.fields);
            options.set(source.fields, "path", folder.string());
            source.load_test(options, {});
          }};
}

FuzzTarget csv_target() {
  return {"csv",
          {"x,y,label\n1,2,a\n-0.5,1e3,b\n", "1;2;3\n4;5;6\n", "# note\n\"1\"\t2\tc\n"},
          [](const std::string& bytes, const fs::path& file) {
            write(file, bytes);
            read_csv(file, 0);
          }};
}

std::string encoded_picture(const std::string& kind) {
  std::vector<std::uint8_t> pixels(7 * 5 * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(37 * i);
  std::string bytes;
  const auto append = [](void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
  };
  if (kind == "png") stbi_write_png_to_func(append, &bytes, 7, 5, 3, pixels.data(), 21);
  if (kind == "jpg") stbi_write_jpg_to_func(append, &bytes, 7, 5, 3, pixels.data(), 80);
  if (kind == "bmp") stbi_write_bmp_to_func(append, &bytes, 7, 5, 3, pixels.data());
  return bytes;
}

FuzzTarget picture_target() {
  return {"picture",
          {encoded_picture("png"), encoded_picture("jpg"), encoded_picture("bmp")},
          [](const std::string& bytes, const fs::path& file) {
            write(file, bytes);
            read_picture(file, {bytes.size() % 2 == 0 ? 1 : 3, 6, 6});
          }};
}

FuzzTarget recipe_target() {
  return {"recipe",
          {recipe_to_json(tiny_recipe()).dump(1),
           recipe_to_json(tiny_recipe({"data.augment=[{\"type\":\"erase\"}]"})).dump()},
          [](const std::string& bytes, const fs::path&) { parse_recipe(bytes); }};
}

FuzzTarget override_target() {
  return {"override",
          {"optimizer.learning_rate=0.1", "model.layers[0].filters=8",
           "data.augment=[{\"type\":\"flip\"}]", "optimizer={\"kind\":\"adam\"}"},
          [](const std::string& bytes, const fs::path&) {
            Json document = recipe_to_json(tiny_recipe());
            apply_override(document, bytes.c_str());  // an argument ends at its first zero
            recipe_from_json(document);
          }};
}

FuzzTarget journal_target() {
  const Journal journal = {{0, SetLearningRate{0.1}},
                           {3, SetPenalty{{.l2 = 1e-4, .l1 = 0}}},
                           {4, SetAugmentation{{{"flip", {}}}}},
                           {9, SetLayerOption{4, "rate", 0.25}},
                           {21, Reinitialize{{"he", {}}, 5}},
                           {24, SetSchedule{{"step", {}}}}};
  return {"journal",
          {journal_to_json(tiny_recipe(), 2, journal).dump(1)},
          [](const std::string& bytes, const fs::path&) {
            const Json json = Json::parse(bytes, nullptr, false);
            if (!json.is_discarded()) journal_from_json(json);
          }};
}

FuzzTarget weights_target() {
  TensorFile content;
  content.tensors.emplace_back("0.weight", Tensor(Shape{2, 3}));
  content.tensors.emplace_back("0.bias", Tensor(Shape{2}));
  content.metadata["step"] = "7";
  return {"weights",
          {encode_safetensors(content), encode_safetensors({})},
          [](const std::string& bytes, const fs::path& file) {
            decode_safetensors(bytes, "weights");
            write(file, bytes);
            read_safetensors(file);
          }};
}

}  // namespace

std::vector<FuzzTarget> fuzz_targets() {
  return {idx_target("idx", {idx_images(3, 4, 5), idx_labels(6, 3)}),
          idx_target("idx_gz", {gzip(idx_images(3, 4, 5)), gzip(idx_labels(6, 3))}),
          cifar_target("cifar10", "test_batch.bin", 1),
          cifar_target("cifar100", "test.bin", 2),
          csv_target(),
          picture_target(),
          recipe_target(),
          override_target(),
          journal_target(),
          weights_target()};
}

}  // namespace netdyno::test
