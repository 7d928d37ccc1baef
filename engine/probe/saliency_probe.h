// engine/probe/saliency_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "saliency": which pixels the predicted class's score depends on most, for each pinned
// validation image.
//
//   Shapes   one map [H,W] an image: max over channels of |∂s_c/∂pixel|, c the predicted class and
//            s_c its logit, in inference mode
//   Cost     one forward and one backward pass of the pinned images together
//   Source   Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks" (2014)

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue saliency_probe(const ProbeInput& input);

}  // namespace netdyno
