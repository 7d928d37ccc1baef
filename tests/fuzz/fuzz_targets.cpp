// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz_targets.h"

#include <stb_image_write.h>
#include <zlib.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data/csv_table.h"
#include "engine/data/data_source.h"
#include "engine/data/idx_reader.h"
#include "engine/data/picture_file.h"
#include "engine/formats/event_file.h"
#include "engine/formats/weights_file.h"
#include "engine/run/journal.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/tiny_training.h"

namespace netdyno::test {

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

FuzzTarget idx_target(const std::string& name, std::vector<std::string> seeds) {
  return {name, std::move(seeds), [](const std::string& bytes, const fs::path& file) {
            write(file, bytes);
            read_idx(file);
          }};
}

// The test file is one file for both sets, so it is the one that is read.
FuzzTarget cifar_target(const std::string& name, const std::string& file_name,
                        std::size_t label_bytes) {
  std::string record(label_bytes, '\x03');
  record += std::string(3072, '\x55');
  return {name, {record, record + record}, [=](const std::string& bytes, const fs::path& file) {
            const fs::path folder = file.string() + ".set";
            fs::create_directories(folder);
            write(folder / file_name, bytes);
            const DataSource& source = data_source(name);
            Options options(source.fields);
            options.set(source.fields, "path", folder.string());
            source.load_test(options, {});
          }};
}

FuzzTarget csv_target() {
  return {"csv",
          {"x,y,label\n1,2,a\n-0.5,1e3,b\n", "1;2;3\n4;5;6\n", "# note\n\"1\"\t2\tc\n",
           "sep=|\r\n1|2,5|\"a \"\"b\"\"\r\n\"\r3|1e-60|caf\xe9\r",
           std::string("\xff\xfe\x31\0\x3b\0\x61\0\x0a\0\x32\0\x3b\0\x3d\xd8\x0a\xde", 18),
           std::string("\0\x31\0\x2c\0\x61\0\x0a\0\x32\0\x2c\0\x62", 14)},
          [](const std::string& bytes, const fs::path& file) {
            write(file, bytes);
            read_csv(file, 0);
          }};
}

std::string encoded_picture(const std::string& kind) {
  std::vector<std::uint8_t> pixels(7 * 5 * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(37 * i);
  std::string bytes;
  const auto append = [](void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
  };
  if (kind == "png") stbi_write_png_to_func(append, &bytes, 7, 5, 3, pixels.data(), 21);
  if (kind == "jpg") stbi_write_jpg_to_func(append, &bytes, 7, 5, 3, pixels.data(), 80);
  if (kind == "bmp") stbi_write_bmp_to_func(append, &bytes, 7, 5, 3, pixels.data());
  return bytes;
}

std::uint32_t png_number(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Gives each chunk of a PNG the check sum of what it holds, so that damage gets past it.
std::string with_right_sums(std::string bytes) {
  constexpr std::size_t kSignature = 8, kAround = 12;
  if (!bytes.starts_with("\x89PNG")) return bytes;
  for (std::size_t at = kSignature; at + kAround <= bytes.size();) {
    const std::size_t length = png_number(bytes, at);
    if (length > bytes.size() - at - kAround) break;
    const auto* named = reinterpret_cast<const Bytef*>(bytes.data() + at + 4);
    const auto sum = static_cast<std::uint32_t>(crc32_z(0, named, length + 4));
    for (std::size_t i = 0; i < 4; ++i)
      bytes[at + 8 + length + i] = static_cast<char>(sum >> (24 - 8 * i));
    at += kAround + length;
  }
  return bytes;
}

// "Exif" with the orientation 6, as a segment of a JPEG or a chunk of a PNG file holds it.
const std::string kTiff("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0", 26);

std::string jpeg_with_exif() {
  std::string bytes = encoded_picture("jpg");
  return bytes.insert(2, std::string("\xff\xe1\0\x22"
                                     "Exif\0\0",
                                     10) +
                             kTiff);
}

std::string png_with_exif() {
  std::string bytes = encoded_picture("png");
  constexpr std::size_t kBehindHeader = 33;
  const std::string chunk = std::string(
                                "\0\0\0\x1a"
                                "eXIf",
                                8) +
                            kTiff + "sums";
  return with_right_sums(bytes.insert(kBehindHeader, chunk));
}

std::vector<std::string> picture_seeds() {
  return {encoded_picture("png"),
          encoded_picture("jpg"),
          encoded_picture("bmp"),
          jpeg_with_exif(),
          png_with_exif(),
          "P6 2 1 255 abcdef",
          std::string("GIF89a\1\0\2\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\2\0\0\2\2\x44\x0a\0;",
                      35)};
}

FuzzTarget picture_target() {
  return {"picture", picture_seeds(), [](const std::string& bytes, const fs::path& file) {
            // The most of damaged PNG files would go no further than to their check sums.
            write(file, bytes.size() % 3 == 0 ? bytes : with_right_sums(bytes));
            read_picture(file, {bytes.size() % 2 == 0 ? 1 : 3, 6, 6});
          }};
}

FuzzTarget recipe_target() {
  return {"recipe",
          {recipe_to_json(tiny_recipe()).dump(1),
           recipe_to_json(tiny_recipe({"data.augment=[{\"type\":\"erase\"}]"})).dump()},
          [](const std::string& bytes, const fs::path&) { parse_recipe(bytes); }};
}

FuzzTarget override_target() {
  return {"override",
          {"optimizer.learning_rate=0.1", "model.layers[0].filters=8",
           "data.augment=[{\"type\":\"flip\"}]", "optimizer={\"kind\":\"adam\"}"},
          [](const std::string& bytes, const fs::path&) {
            Json document = recipe_to_json(tiny_recipe());
            apply_override(document, bytes.c_str());  // an argument ends at its first zero
            recipe_from_json(document);
          }};
}

FuzzTarget journal_target() {
  const Journal journal = {{0, KnobTurn{"optimizer.learning_rate", 0.1}},
                           {3, KnobTurn{"penalty", Penalty{.l2 = 1e-4, .l1 = 0}}},
                           {4, KnobTurn{"data.augment", std::vector<AugmentSpec>{{"flip", {}}}}},
                           {9, KnobTurn{"model.layers[4].rate", 0.25}},
                           {21, KnobTurn{"model.layers[5].init", InitSpec{"he", {}}}},
                           {24, KnobTurn{"schedule", ScheduleSpec{"step", {}}}}};
  return {"journal",
          {journal_to_json(tiny_recipe(), 2, journal).dump(1)},
          [](const std::string& bytes, const fs::path&) {
            const Json json = Json::parse(bytes, nullptr, false);
            if (!json.is_discarded()) journal_from_json(json);
          }};
}

FuzzTarget events_target() {
  EventSummary summary;
  summary.add_scalar("loss", 0.5);
  const std::string scalar = summary.event(1, 3);
  // A start at step 2, and a tensor of int32 in a value of tag "t".
  const std::string start("\x10\2\x3a\2\x08\1", 6);
  const std::string tensor("\x10\4\x2a\x0f\x0a\x0d\x0a\1t\x42\x08\x08\3\x22\4\7\0\0\0", 19);
  return {
      "events", {scalar, start, tensor}, [scalar](const std::string& bytes, const fs::path& file) {
        const fs::path folder = file.string() + ".events";
        fs::create_directories(folder);
        // Right sums around a damaged event; another event keeps the folder readable.
        write(folder / "events.out.tfevents.1.a",
              event_record(bytes) + event_record(scalar) + bytes);
        read_event_scalars(folder);
      }};
}

FuzzTarget weights_target() {
  TensorFile content;
  content.tensors.emplace_back("0.weight", Tensor(Shape{2, 3}));
  content.tensors.emplace_back("0.bias", Tensor(Shape{2}));
  content.metadata["step"] = "7";
  return {"weights",
          {encode_safetensors(content), encode_safetensors({}),
           std::string("\x3c\0\0\0\0\0\0\0", 8) +
               R"({"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}     )" + "abcd"},
          [](const std::string& bytes, const fs::path& file) {
            decode_safetensors(bytes, "weights");
            write(file, bytes);
            read_safetensors(file);
          }};
}

}  // namespace

std::vector<FuzzTarget> fuzz_targets() {
  return {idx_target("idx", {idx_images(3, 4, 5), idx_labels(6, 3)}),
          idx_target("idx_gz", {gzip(idx_images(3, 4, 5)), gzip(idx_labels(6, 3))}),
          cifar_target("cifar10", "test_batch.bin", 1),
          cifar_target("cifar100", "test.bin", 2),
          csv_target(),
          picture_target(),
          recipe_target(),
          override_target(),
          journal_target(),
          weights_target(),
          events_target()};
}

}  // namespace netdyno::test
