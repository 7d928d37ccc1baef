// SPDX-License-Identifier: MIT
#include "engine/run/run_output.h"

#include <nlohmann/json.hpp>

#include "engine/formats/atomic_file.h"
#include "engine/formats/weights_file.h"

namespace netdyno {

namespace fs = std::filesystem;

void write_run_output(const fs::path& folder, const Recipe& recipe, Network& network,
                      const Json& journal) {
  write_file_atomically(folder / "recipe.json", recipe_to_json(recipe).dump(2) + "\n");
  write_file_atomically(folder / "journal.json", journal.dump(2) + "\n");
  write_safetensors(folder / "weights.safetensors", network_weights(network));
}

}  // namespace netdyno
