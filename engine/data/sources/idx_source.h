// engine/data/sources/idx_source.h
// SPDX-License-Identifier: MIT
//
// Data sources made of a pair of IDX files, images and labels: fashion-mnist, mnist and idx.
//
//   Shapes   images [count, H, W] become examples [1, H, W]; [count, C, H, W] become [C, H, W]
//   Errors   Error naming the file, or every folder that was searched and what to install

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/data/data_source.h"

namespace netdyno {

DataSource fashion_mnist_source();
DataSource mnist_source();
DataSource idx_source();

// Reads one pair of files. `progress` and the errors are as for read_idx() and Dataset.
std::shared_ptr<const Dataset> read_idx_pair(const std::string& name,
                                             const std::filesystem::path& images,
                                             const std::filesystem::path& labels,
                                             std::vector<std::string> class_names,
                                             const Progress& progress);

}  // namespace netdyno
