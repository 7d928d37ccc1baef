// app/report/event_curves.h
// SPDX-License-Identifier: MIT
//
// Scalars that TensorBoard's event files hold, as loss and accuracy of a run. Tags have no fixed
// names, so they are read as words, whatever stands between them: "loss" and "acc" or "accuracy"
// tell the metric; "val", "test", "dev", "eval" and their like tell validation; everything else is
// training. Netdyno's own tags, Keras' "epoch_loss" in folders train and validation, "Loss/train"
// as PyTorch's examples have it and "valLoss" are found so; "interval", "latest", "accelerator" and
// "loss_scale" mean none of it.
//
//   Units    accuracy as a share; a series that exceeds 1.5 anywhere is taken for percent.
//            Event files know no epochs: they are not recorded.

#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "app/view_models/compared_run.h"
#include "engine/formats/event_file.h"

namespace netdyno::app {

// Of several series for the same curve the one with the shortest tag counts. Empty where no tag
// tells of loss or accuracy.
RunCurves curves_of(std::span<const ScalarSeries> scalars);

// The folder or a folder in it holds event files.
bool has_event_files(const std::filesystem::path& folder);

// Of the folder's event files and those in its folders, whose names go before the tags. Seconds
// count from the first event of each folder.
// Errors   Error where there are none, or none with scalars
std::vector<ScalarSeries> read_event_folders(const std::filesystem::path& folder);

}  // namespace netdyno::app
