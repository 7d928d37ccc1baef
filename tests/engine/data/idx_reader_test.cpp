// SPDX-License-Identifier: MIT
#include "engine/data/idx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::gzip;
using test::idx_bytes;
using test::TemporaryFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;

// What reading a file of these bytes says; "" when it works.
std::string idx_complaint(const std::string& bytes) {
  const TemporaryFolder folder;
  try {
    read_idx(folder.write("file", bytes));
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr((folder / "file").string()));
    return error.what();
  }
  return "";
}

TEST(IdxReader, ReadsAPlainFile) {
  const TemporaryFolder folder;
  const IdxArray array = read_idx(folder.write("a", idx_bytes({2, 1, 3}, "abcdef")));
  EXPECT_EQ(array.shape, (Shape{2, 1, 3}));
  EXPECT_EQ(std::string(array.bytes.begin(), array.bytes.end()), "abcdef");
}

TEST(IdxReader, ReadsACompressedFile) {
  const TemporaryFolder folder;
  const IdxArray array = read_idx(folder.write("a.gz", gzip(idx_bytes({3}, "xyz"))));
  EXPECT_EQ(array.shape, (Shape{3}));
  EXPECT_EQ(std::string(array.bytes.begin(), array.bytes.end()), "xyz");
}

TEST(IdxReader, AMissingFileIsNamed) {
  const TemporaryFolder folder;
  try {
    read_idx(folder / "none");
    FAIL() << "read a file that is not there";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr((folder / "none").string()), HasSubstr("no such")));
  }
}

TEST(IdxReader, AFolderIsNoFile) {
  const TemporaryFolder folder;
  EXPECT_THROW(read_idx(folder.path()), Error);
}

TEST(IdxReader, RefusesAWrongMagicNumber) {
  EXPECT_THAT(idx_complaint("PNG?" + idx_bytes({1}, "a")),
              HasSubstr("wrong magic number 0x504e473f"));
  std::string no_extents = idx_bytes({}, "a");
  EXPECT_THAT(idx_complaint(no_extents), HasSubstr("wrong magic"));
}

TEST(IdxReader, RefusesValuesThatAreNotBytes) {
  std::string floats = idx_bytes({1}, "abcd");
  floats[2] = 0x0d;
  EXPECT_THAT(idx_complaint(floats), HasSubstr("IDX type 0x0d"));
}

TEST(IdxReader, RefusesMoreThanFiveDimensions) {
  EXPECT_THAT(idx_complaint(idx_bytes({1, 1, 1, 1, 1, 1}, "a")), HasSubstr("6 dimensions"));
}

TEST(IdxReader, RefusesATruncatedHeader) {
  EXPECT_THAT(idx_complaint(""), HasSubstr("truncated"));
  EXPECT_THAT(idx_complaint(idx_bytes({2, 3}, "").substr(0, 9)), HasSubstr("truncated"));
}

TEST(IdxReader, RefusesATruncatedPayload) {
  EXPECT_THAT(idx_complaint(idx_bytes({8}, "abcdefg")), HasSubstr("truncated, 7 of 8 bytes"));
}

TEST(IdxReader, RefusesATruncatedCompressedFile) {
  const std::string packed = gzip(idx_bytes({8}, "abcdefgh"));
  EXPECT_THAT(idx_complaint(packed.substr(0, packed.size() - 12)), HasSubstr("truncated"));
  EXPECT_THAT(idx_complaint(packed.substr(0, packed.size() - 1)), HasSubstr("truncated"));
}

TEST(IdxReader, RefusesADamagedCompressedFile) {
  std::string packed = gzip(idx_bytes({8}, "abcdefgh"));
  packed[packed.size() - 6] ^= 1;  // of the check sum
  EXPECT_THAT(idx_complaint(packed), HasSubstr("damaged"));
}

TEST(IdxReader, RefusesTrailingBytes) {
  EXPECT_THAT(idx_complaint(idx_bytes({2}, "abc")), HasSubstr("trailing bytes"));
  EXPECT_THAT(idx_complaint(gzip(idx_bytes({2}, "abc"))), HasSubstr("trailing bytes"));
}

TEST(IdxReader, TakesNoMemoryOnALyingHeadersWord) {
  // 2^96 bytes, and 2^32 − 1: the file holds three.
  const std::uint32_t most = 0xffffffffu;
  EXPECT_THAT(idx_complaint(idx_bytes({most, most, most}, "abc")), HasSubstr("cannot hold"));
  EXPECT_THAT(idx_complaint(idx_bytes({most}, "abc")), HasSubstr("cannot hold"));
  EXPECT_THAT(idx_complaint(gzip(idx_bytes({most}, "abc"))), HasSubstr("cannot hold"));
}

TEST(IdxReader, AnEmptyExtentMeansNoBytes) {
  const TemporaryFolder folder;
  const IdxArray array = read_idx(folder.write("a", idx_bytes({0, 0xffffffffu, 28}, "")));
  EXPECT_TRUE(array.bytes.empty());
}

TEST(IdxReader, ProgressRisesToOneAndCanCancel) {
  const TemporaryFolder folder;
  const auto file = folder.write("a", test::idx_images(3000, 28, 28));
  std::vector<double> shares;
  read_idx(file, [&](double share) { return shares.push_back(share), true; });
  ASSERT_GE(shares.size(), 2u);
  EXPECT_TRUE(std::ranges::is_sorted(shares));
  EXPECT_DOUBLE_EQ(shares.back(), 1.0);
  EXPECT_THROW(read_idx(file, [](double) { return false; }), Error);
}

}  // namespace
}  // namespace netdyno
