// engine/formats/weight_names.h
// SPDX-License-Identifier: MIT
//
// Fits the names of a weights file to those of a network: wrappers such as DataParallel
// ("module."), torch.compile ("_orig_mod.") or a class of one's own ("model.", "net.") put prefixes
// before them.
//
//   Range    a prefix ends with a dot, is the same for all of the network's tensors, and is taken
//            off only where the names do not fit as they are

#pragma once

#include <span>
#include <string>
#include <vector>

namespace netdyno {

// The prefixes with which all `wanted` names are among `present`: {""} where they fit as they are,
// several where the file holds more than one such network, none where it holds none.
std::vector<std::string> fitting_prefixes(std::span<const std::string> present,
                                          std::span<const std::string> wanted);

}  // namespace netdyno
