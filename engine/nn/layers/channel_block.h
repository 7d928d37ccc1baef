// engine/nn/layers/channel_block.h
// SPDX-License-Identifier: MIT
//
// The arithmetic of batch normalization on some channels of a minibatch, each in one pass over
// memory.
//
//   Shapes   x, y, dy, dx [N, C·plane] as in the tensors; all else a value per channel
//   Range    sums are kept in double beyond one plane; moments() takes differences from the first
//            sample's mean, so a large common offset costs no precision (Chan, Golub and LeVeque
//            1983)
//   Thread   the calling one; blocks of different channels do not touch each other

#pragma once

#include "engine/core/tensor.h"

namespace netdyno {

// Adjacent channels: one of an image, or some features of a vector, which are channels of one
// value.
struct ChannelBlock {
  Index first;
  Index count;  // 1 unless plane is 1
  Index plane;  // values of a channel in a sample

  // The block's part of a tensor with a value per channel.
  ArrayMap of(Tensor& per_channel) const { return {per_channel.data() + first, count}; }
};

// mean and (biased) variance over samples and plane
void moments(const Tensor& x, const ChannelBlock& block, ArrayMap mean, ArrayMap variance);

// y ← (x − mean) scale + shift
void normalize(const Tensor& x, const ChannelBlock& block, const ArrayMap& mean,
               const ArrayMap& scale, const ArrayMap& shift, Tensor& y);

// The means over samples and plane of dy and of dy (x − mean)
void gradient_means(const Tensor& x, const Tensor& dy, const ChannelBlock& block,
                    const ArrayMap& mean, ArrayMap plain, ArrayMap weighted);

// dx ← (dy − plain − (x − mean) slope) scale
void normalize_backward(const Tensor& x, const Tensor& dy, const ChannelBlock& block,
                        const ArrayMap& mean, const ArrayMap& plain, const ArrayMap& slope,
                        const ArrayMap& scale, Tensor& dx);

}  // namespace netdyno
