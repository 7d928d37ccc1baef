# SPDX-License-Identifier: MIT
"""Runs ONNX models with nothing but numpy, written from Operators.md of ONNX: the part that Netdyno
exports. Reads the file itself, so that neither a package nor our own writer is trusted."""

import struct

import numpy as np


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at


def fields(data):
    """The fields of a message: number and value; bytes of everything but integers."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            length = {1: 8, 5: 4}.get(kind)
            if length is None:
                length, at = varint(data, at)
            value, at = data[at:at + length], at + length
        yield key >> 3, value


def message(data):
    found = {}
    for number, value in fields(data):
        found.setdefault(number, []).append(value)
    return found


def integers(data):
    values, at = [], 0
    while at < len(data):
        value, at = varint(data, at)
        values.append(value - (1 << 64) if value >> 63 else value)
    return values


def attribute(data):
    parts = message(data)
    kind = parts[20][0]
    value = {1: lambda: struct.unpack("<f", parts[2][0])[0], 2: lambda: parts[3][0],
             7: lambda: integers(parts[8][0])}[kind]()
    return parts[1][0].decode(), value


def tensor(data):
    parts = message(data)
    kind = {1: np.float32, 7: np.int64}[parts[2][0]]
    shape = integers(parts[1][0]) if 1 in parts else []
    return parts[8][0].decode(), np.frombuffer(parts[9][0], kind).reshape(shape)


def windows(x, size, stride, pads, filling):
    """[N, C, out height, out width, size, size]"""
    x = np.pad(x, ((0, 0), (0, 0), (pads[0], pads[2]), (pads[1], pads[3])),
               constant_values=filling)
    view = np.lib.stride_tricks.sliding_window_view(x, size, (2, 3))
    return view[:, :, ::stride[0], ::stride[1]]


def conv(x, w, b, kernel_shape, strides, pads):
    view = windows(x, kernel_shape, strides, pads, 0)
    return np.einsum("nchwij,ocij->nohw", view, w) + b[:, None, None]


def lrn(x, size, alpha, beta, bias):
    total = np.zeros_like(x)
    for channel in range(x.shape[1]):
        near = x[:, max(0, channel - (size - 1) // 2):channel + size // 2 + 1]
        total[:, channel] = (near ** 2).sum(1)
    return x / (bias + alpha / size * total) ** beta


def channelwise(values, x):
    return values.reshape([1, -1] + [1] * (x.ndim - 2))


def batch_norm(x, scale, shift, mean, variance, epsilon):
    mean, variance = channelwise(mean, x), channelwise(variance, x)
    return (x - mean) / np.sqrt(variance + epsilon) * channelwise(scale, x) + channelwise(shift, x)


OPERATORS = {
    "Gemm": lambda x, w, b, transB=0: x @ (w.T if transB else w) + b,
    "Conv": conv,
    "MaxPool": lambda x, kernel_shape, strides, pads:
        windows(x, kernel_shape, strides, pads, -np.inf).max((4, 5)),
    "AveragePool": lambda x, kernel_shape, strides, pads, count_include_pad:
        windows(x, kernel_shape, strides, pads, 0).mean((4, 5)),
    "BatchNormalization": batch_norm,
    "LRN": lrn,
    "Identity": lambda x: x,
    "Mul": lambda a, b: a * b,
    "Add": lambda a, b: a + b,
    "Flatten": lambda x, axis: x.reshape(len(x), -1),
    "Reshape": lambda x, shape: x.reshape(shape),
    "ReduceMax": lambda x, axes, keepdims: x.max(tuple(axes)),
    "PRelu": lambda x, slope: np.where(x < 0, slope * x, x),
    "Relu": lambda x: np.maximum(x, 0),
    "LeakyRelu": lambda x, alpha: np.where(x < 0, alpha * x, x),
    "Elu": lambda x, alpha: np.where(x < 0, alpha * (np.exp(np.minimum(x, 0)) - 1), x),
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "Tanh": np.tanh,
}


def run(model, x):
    """The output of the model's bytes for the input x."""
    graph = message(message(model)[7][0])
    values = dict(tensor(data) for data in graph.get(5, []))
    values[message(graph[11][0])[1][0].decode()] = x
    for data in graph[1]:
        node = message(data)
        attributes = dict(attribute(part) for part in node.get(5, []))
        inputs = [values[name.decode()] for name in node[1]]
        result = OPERATORS[node[4][0].decode()](*inputs, **attributes)
        values[node[2][0].decode()] = result.astype(np.float32)
    return values[message(graph[12][0])[1][0].decode()]
