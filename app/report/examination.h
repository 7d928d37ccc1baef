// app/report/examination.h
// SPDX-License-Identifier: MIT
//
// What a trained network shows when it is looked at: filters, saliency of a few validation images,
// the confusion matrix, distributions.

#pragma once

#include "app/report/run_content.h"
#include "engine/train/trainer.h"

namespace netdyno::app {

// With the weights as validation measures them. One more minibatch is trained on for what only
// passes show, so nothing may be trained on or saved afterwards.
//
//   Cost     a forward pass over the validation examples, at most 10000 of them
void examine(Trainer&& trainer, std::int64_t step, RunContent& content);

}  // namespace netdyno::app
