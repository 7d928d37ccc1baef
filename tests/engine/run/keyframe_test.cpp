// SPDX-License-Identifier: MIT
#include "engine/run/keyframe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/core/open_file.h"
#include "tests/support/lived_run.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using testing::HasSubstr;

TEST(Keyframe, IsTheSameFromItsFile) {
  const test::TemporaryFolder folder;
  test::LivedRun lived(test::tiny_recipe({"early_stopping.patience=5"}), {}, 20);
  const Keyframe kept(lived.run(), 3, nullptr);
  kept.write(folder / "keyframe");
  const Keyframe read = Keyframe::read(folder / "keyframe");
  EXPECT_EQ(read.moment(), Moment({20, 3}));
  netdyno::Run again(lived.recipe(), lived.run().data(), lived.kernels());
  again.load(read.state());
  EXPECT_EQ(test::fingerprint(again.trainer()), lived.is());
  EXPECT_EQ(again.seconds(), lived.run().seconds());
}

TEST(Keyframe, IsPackedWhereThatPays) {
  const test::TemporaryFolder folder;
  const Recipe zeros = test::tiny_recipe({R"(model.init={"scheme":"zero"})", "data.train=200"});
  test::LivedRun begun(zeros, {}, 0), trained(test::tiny_recipe(), {}, 20);
  Keyframe(begun.run(), 0, nullptr).write(folder / "zeros");
  Keyframe(trained.run(), 0, nullptr).write(folder / "noise");
  EXPECT_EQ(read_file(folder / "zeros")[28], 1) << "deflated";
  EXPECT_EQ(Keyframe::read(folder / "zeros").moment().step, 0);
  EXPECT_LT(std::filesystem::file_size(folder / "zeros"),
            std::filesystem::file_size(folder / "noise"));
}

std::string refusal(const std::filesystem::path& file) {
  try {
    Keyframe::read(file);
  } catch (const Error& error) {
    return error.message();
  }
  return "accepted";
}

TEST(Keyframe, RefusesDamagedFiles) {
  const test::TemporaryFolder folder;
  test::LivedRun lived(test::tiny_recipe(), {}, 5);
  Keyframe(lived.run(), 0, nullptr).write(folder / "good");
  const std::string good = read_file(folder / "good");
  for (std::size_t at = 0; at < good.size(); at += 7) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    const std::string said = refusal(folder.write("bad", bad));
    EXPECT_NE(said, "accepted") << "byte " << at;
  }
  EXPECT_THAT(refusal(folder.write("short", good.substr(0, 20))), HasSubstr("cut off"));
  EXPECT_THAT(refusal(folder.write("half", good.substr(0, good.size() / 2))),
              HasSubstr("is damaged"));
  EXPECT_THAT(refusal(folder.write("other", std::string(100, 'x'))), HasSubstr("no keyframe"));
}

}  // namespace
}  // namespace netdyno
