// SPDX-License-Identifier: MIT
//
// To add a kind: a line in the enumeration, its name in name_of(), its signature in the table.
#include "engine/core/file_kind.h"

#include <algorithm>
#include <array>

namespace netdyno {

namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  FileKind kind;
  std::size_t offset;
  std::string_view magic;
};

constexpr std::array kSignatures = {
    Signature{FileKind::Png, 0, "\x89PNG\r\n\x1a\n"sv},
    Signature{FileKind::Jpeg, 0, "\xff\xd8\xff"sv},
    Signature{FileKind::Gif, 0, "GIF87a"sv},
    Signature{FileKind::Gif, 0, "GIF89a"sv},
    Signature{FileKind::WebP, 8, "WEBP"sv},
    Signature{FileKind::Avif, 4, "ftypavi"sv},
    Signature{FileKind::Heif, 4, "ftyphei"sv},
    Signature{FileKind::Heif, 4, "ftyphev"sv},
    Signature{FileKind::Heif, 4, "ftypmif1"sv},
    Signature{FileKind::Heif, 4, "ftypmsf1"sv},
    Signature{FileKind::Tiff, 0, "II*\0"sv},
    Signature{FileKind::Tiff, 0, "MM\0*"sv},
    Signature{FileKind::JpegXl, 0, "\xff\x0a"sv},
    Signature{FileKind::JpegXl, 0, "\0\0\0\x0cJXL "sv},
    Signature{FileKind::Jpeg2000, 0, "\0\0\0\x0cjP  "sv},
    Signature{FileKind::Jpeg2000, 0, "\xff\x4f\xff\x51"sv},
    Signature{FileKind::Photoshop, 0, "8BPS"sv},
    Signature{FileKind::Icon, 0, "\0\0\1\0"sv},
    Signature{FileKind::AppleDouble, 0, "\0\5\x16\7"sv},
    Signature{FileKind::Pickle, 0, "\x80\2"sv},
    Signature{FileKind::Pickle, 0, "\x80\3"sv},
    Signature{FileKind::Pickle, 0, "\x80\4\x95"sv},
    Signature{FileKind::Pickle, 0, "\x80\5\x95"sv},
    Signature{FileKind::NumpyArray, 0, "\x93NUMPY"sv},
    Signature{FileKind::Hdf5, 0, "\x89HDF\r\n\x1a\n"sv},
    Signature{FileKind::Gguf, 0, "GGUF"sv},
    Signature{FileKind::TfLite, 4, "TFL3"sv},
    Signature{FileKind::OldOffice, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv},
    Signature{FileKind::Parquet, 0, "PAR1"sv},
    Signature{FileKind::Sqlite, 0, "SQLite format 3\0"sv},
    Signature{FileKind::Matlab, 0, "MATLAB 5.0 MAT-file"sv},
    Signature{FileKind::Gzip, 0, "\x1f\x8b\x08"sv},
    Signature{FileKind::SevenZip, 0, "7z\xbc\xaf\x27\x1c"sv},
    Signature{FileKind::Pdf, 0, "%PDF-"sv},
    Signature{FileKind::LfsPointer, 0, "version https://git-lfs"sv},
    Signature{FileKind::Program, 0,
              "\x7f"
              "ELF"sv},
};

char lower_letter(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool begins_as_html(std::string_view bytes) {
  while (!bytes.empty() && is_white(bytes.front())) bytes.remove_prefix(1);
  return std::ranges::any_of(std::array{"<!doctype html"sv, "<html"sv}, [&](std::string_view word) {
    return bytes.size() >= word.size() &&
           std::ranges::equal(bytes.substr(0, word.size()), word, {}, lower_letter);
  });
}

// P2, P3: numbers as text; P5, P6: as bytes.
bool begins_as_pnm(std::string_view bytes) {
  return bytes.size() > 2 && bytes[0] == 'P' && (bytes[1] == '5' || bytes[1] == '6') &&
         is_white(bytes[2]);
}

// The file's header claims its own size or leaves it open, and no picture has more header bytes.
bool begins_as_bmp(std::string_view bytes) {
  return bytes.size() >= 18 && bytes.starts_with("BM") && bytes[15] == 0 && bytes[16] == 0 &&
         bytes[17] == 0;
}

// A ModelProto begins with ir_version (field 1, a small number), and its producer's name or opset
// follows.
bool begins_as_onnx(std::string_view bytes) {
  return bytes.size() > 4 && bytes[0] == 0x08 && bytes[1] > 0 && bytes[1] < 32 &&
         (bytes[2] == 0x12 || bytes[2] == 0x42 || bytes[2] == 0x3a) && bytes[3] > 0;
}

FileKind archive_kind(std::string_view bytes) {
  constexpr std::size_t kLengthAt = 26, kNameAt = 30;
  if (bytes.size() < kNameAt) return FileKind::Zip;
  const std::size_t length = static_cast<unsigned char>(bytes[kLengthAt]) +
                             256u * static_cast<unsigned char>(bytes[kLengthAt + 1]);
  const std::string_view name = bytes.substr(kNameAt, length);
  if (name.ends_with("data.pkl") || name.ends_with(".format_version")) return FileKind::Torch;
  if (name.ends_with(".npy")) return FileKind::NumpyArchive;
  if (name == "metadata.json" || name == "config.json") return FileKind::KerasArchive;
  if (name == "[Content_Types].xml" || name.starts_with("xl/")) return FileKind::ExcelWorkbook;
  return FileKind::Zip;
}

}  // namespace

FileKind file_kind(std::string_view bytes) {
  if (bytes.starts_with("PK\3\4")) return archive_kind(bytes);
  // The magic number that torch.save() wrote before it took to ZIP archives.
  if (bytes.starts_with("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv))
    return FileKind::Torch;
  for (const Signature& row : kSignatures)
    if (bytes.size() >= row.offset && bytes.substr(row.offset).starts_with(row.magic))
      return row.kind;
  if (begins_as_bmp(bytes)) return FileKind::Bmp;
  if (begins_as_pnm(bytes)) return FileKind::Pnm;
  if (begins_as_html(bytes)) return FileKind::Html;
  if (begins_as_onnx(bytes)) return FileKind::Onnx;
  return FileKind::Unknown;
}

std::string_view name_of(FileKind kind) {
  switch (kind) {
    case FileKind::Unknown:
      return "a file of an unknown kind";
    case FileKind::Png:
      return "a PNG picture";
    case FileKind::Jpeg:
      return "a JPEG picture";
    case FileKind::Bmp:
      return "a BMP picture";
    case FileKind::Gif:
      return "a GIF picture";
    case FileKind::Pnm:
      return "a PGM or PPM picture";
    case FileKind::WebP:
      return "a WebP picture";
    case FileKind::Heif:
      return "a HEIC picture";
    case FileKind::Avif:
      return "an AVIF picture";
    case FileKind::Tiff:
      return "a TIFF picture";
    case FileKind::JpegXl:
      return "a JPEG XL picture";
    case FileKind::Jpeg2000:
      return "a JPEG 2000 picture";
    case FileKind::Photoshop:
      return "a Photoshop picture";
    case FileKind::Icon:
      return "a Windows icon";
    case FileKind::AppleDouble:
      return "a file that macOS leaves beside others";
    case FileKind::Torch:
      return "a PyTorch file (torch.save: zip or pickle)";
    case FileKind::Pickle:
      return "a Python pickle";
    case FileKind::NumpyArchive:
      return "a NumPy archive (.npz)";
    case FileKind::NumpyArray:
      return "a NumPy array (.npy)";
    case FileKind::KerasArchive:
      return "a Keras model (.keras)";
    case FileKind::Hdf5:
      return "an HDF5 file, as Keras writes it";
    case FileKind::Gguf:
      return "a GGUF file, as llama.cpp reads it";
    case FileKind::Onnx:
      return "an ONNX model";
    case FileKind::TfLite:
      return "a TensorFlow Lite model";
    case FileKind::ExcelWorkbook:
      return "an Excel workbook";
    case FileKind::OldOffice:
      return "an old Office document (.xls)";
    case FileKind::Parquet:
      return "a Parquet file";
    case FileKind::Sqlite:
      return "an SQLite database";
    case FileKind::Matlab:
      return "a Matlab file";
    case FileKind::Zip:
      return "a ZIP archive";
    case FileKind::Gzip:
      return "a file compressed by gzip";
    case FileKind::SevenZip:
      return "a 7z archive";
    case FileKind::Pdf:
      return "a PDF document";
    case FileKind::Html:
      return "a web page (HTML)";
    case FileKind::LfsPointer:
      return "a pointer of Git LFS";
    case FileKind::Program:
      return "a program";
  }
  return "";
}

}  // namespace netdyno
