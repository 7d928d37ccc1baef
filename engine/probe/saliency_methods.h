// engine/probe/saliency_methods.h
// SPDX-License-Identifier: MIT
//
// Ways to say which pixels a class's score s_c depends on: a table of them. All work on the pixels
// before preprocessing, in inference mode, for several images at once.
//
//   Shapes   one map [H,W] an image; g = ∂s_c/∂pixel
//            gradient              max over channels of |g|
//            gradient × input      sum over channels of g · pixel, signed
//            SmoothGrad            max over channels of |mean g| over 16 images with normal noise
//                                  of deviation 0.15 × (largest − smallest pixel)
//            integrated gradients  sum over channels of pixel × mean g on the way from black,
//            signed; the
//                                  values add up to s_c(image) − s_c(black), but for a gap of a
//                                  hundredth of it (at least 0.001, at most 0.01): 24 points are
//                                  taken, and three times as many up to 1944 until that holds
//            Grad-CAM              max(0, Σ_k w_k A_k), w_k the mean over positions of ∂s_c/∂A_k,
//                                  A the maps of grad_cam_layer(); enlarged bilinearly. Empty for a
//                                  network without such a layer
//   Cost     passes forward and back of all images: 1, 1, 16, 24 to 1944 of each, 1
//   Source   Simonyan et al. (2014); Shrikumar et al., "Not just a black box" (2016); Smilkov et
//            al., "SmoothGrad" (2017); Sundararajan et al., "Axiomatic attribution" (2017);
//            Selvaraju et al., "Grad-CAM" (2017)

#pragma once

#include <span>
#include <string>

#include "engine/core/tensor.h"
#include "engine/probe/probe.h"

namespace netdyno {

// Sets the maps of `images`, whose pixels are `pixels` [N, …], for their predicted classes. Returns
// what is to be said of them beside: SaliencySet::note.
using SaliencyFunction = std::string (*)(const ProbeInput& input, const Tensor& pixels,
                                         std::span<SaliencyImage> images);

struct SaliencyMethodRow {
  SaliencyMethod method;
  std::string name;  // "gradient"
  std::string doc;   // one sentence with the formula
  bool is_signed;    // maps have both signs: a diverging map shows them
  SaliencyFunction measure;
};

// In the order of SaliencyMethod.
std::span<const SaliencyMethodRow> saliency_methods();
const SaliencyMethodRow& saliency_method(SaliencyMethod method);

}  // namespace netdyno
