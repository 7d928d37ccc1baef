// SPDX-License-Identifier: MIT
#include "engine/formats/foreign_weights.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/core/file_kind.h"

namespace netdyno {

namespace {

// What to do with a file of another program.
const char* conversion_hint(FileKind kind) {
  switch (kind) {
    case FileKind::Torch:
    case FileKind::Pickle:
      return "Write its state_dict in Python by safetensors.torch.save_file(torch.load(FILE, "
             "map_location=\"cpu\"), \"weights.safetensors\")";
    case FileKind::NumpyArray:
      return "Write it in Python by safetensors.numpy.save_file({\"0.weight\": numpy.load(FILE), "
             "…}, "
             "\"weights.safetensors\")";
    case FileKind::NumpyArchive:
      return "Write its arrays in Python by safetensors.numpy.save_file(dict(numpy.load(FILE)), "
             "\"weights.safetensors\")";
    case FileKind::LfsPointer:
      return "Fetch the file itself with git lfs pull";
    case FileKind::Gzip:
    case FileKind::Zip:
    case FileKind::SevenZip:
      return "Unpack it first";
    default:
      return "Only safetensors files are read: convert the weights in the program they come from";
  }
}

}  // namespace

// A header of safetensors begins with a brace behind its length, a file of another kind hardly.
void refuse_foreign_weights(std::string_view bytes, const std::string& file) {
  constexpr std::size_t kHeaderAt = 8;
  if (bytes.size() > kHeaderAt && bytes[kHeaderAt] == '{') return;
  const FileKind kind = file_kind(bytes.substr(0, kFileKindBytes));
  if (kind != FileKind::Unknown)
    throw Error(fmt::format("{} is {}, not a safetensors file", file, name_of(kind)),
                conversion_hint(kind));
  if (bytes.starts_with("{"))
    throw Error(fmt::format("{} is JSON text, not a safetensors file", file),
                "Name the file that holds the tensors themselves");
}

}  // namespace netdyno
