// engine/core/file_kind.h
// SPDX-License-Identifier: MIT
//
// What a file is by its first bytes, so that a reader can name what it was given instead of what it
// expected.
//
//   Source   the formats' own signatures; a ZIP archive is told by the name of its first entry
//   Errors   none: bytes that are not known are FileKind::Unknown

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace netdyno {

enum class FileKind : std::uint8_t {
  Unknown,
  // Pictures.
  Png,
  Jpeg,
  Bmp,
  Gif,
  Pnm,
  WebP,
  Heif,
  Avif,
  Tiff,
  JpegXl,
  Jpeg2000,
  Photoshop,
  Icon,
  AppleDouble,
  // Weights of other programs.
  Torch,
  Pickle,
  NumpyArchive,
  NumpyArray,
  KerasArchive,
  Hdf5,
  Gguf,
  Onnx,
  TfLite,
  // Tables of other programs.
  ExcelWorkbook,
  OldOffice,
  Parquet,
  Sqlite,
  Matlab,
  // Anything else that is handed over by mistake.
  Zip,
  Gzip,
  SevenZip,
  Pdf,
  Html,
  LfsPointer,
  Program,
};

// So many bytes suffice to tell.
constexpr std::size_t kFileKindBytes = 512;

FileKind file_kind(std::string_view bytes);

// With its article, to stand after "is": "a PNG picture", "an Excel workbook".
std::string_view name_of(FileKind kind);

}  // namespace netdyno
