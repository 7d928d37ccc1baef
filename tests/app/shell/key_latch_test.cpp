// SPDX-License-Identifier: MIT
#include "app/shell/key_latch.h"

#include <gtest/gtest.h>

#include <string>

namespace netdyno::app {
namespace {

using Kind = KeyEvent::Kind;
constexpr int kCtrl = 1;

KeyEvent press(int key) {
  return {.kind = Kind::Press, .key = key, .is_modifier = key == kCtrl};
}
KeyEvent release(int key) {
  return {.kind = Kind::Release, .key = key, .is_modifier = key == kCtrl};
}
KeyEvent character(char letter) {
  return {.kind = Kind::Character, .character = static_cast<unsigned>(letter)};
}

// "+A-A'a'" for press, release and character.
std::string text(const std::vector<KeyEvent>& events) {
  std::string result;
  for (const KeyEvent& event : events) {
    const std::string key = event.is_modifier ? "^" : std::string(1, static_cast<char>(event.key));
    if (event.kind == Kind::Press) result += "+" + key;
    if (event.kind == Kind::Release) result += "-" + key;
    if (event.kind == Kind::Character)
      result += std::string("'") + static_cast<char>(event.character) + "'";
  }
  return result;
}

TEST(KeyLatch, HoldsATapDownForOneFrame) {
  KeyLatch latch;
  latch.push(press('A'));
  latch.push(release('A'));
  EXPECT_EQ(text(latch.take_frame(false)), "+A");
  EXPECT_EQ(text(latch.take_frame(false)), "-A");
  EXPECT_TRUE(latch.empty());
}

TEST(KeyLatch, KeepsCtrlDownInTheFrameOfItsKey) {
  KeyLatch latch;
  for (const KeyEvent& event :
       {press(kCtrl), press('A'), release(kCtrl), release('A'), press('5'), character('5')})
    latch.push(event);
  EXPECT_EQ(text(latch.take_frame(false)), "+^+A");
  EXPECT_EQ(text(latch.take_frame(false)), "-^-A+5'5'") << "the text arrives after Ctrl is up";
}

TEST(KeyLatch, GivesEachPressAFrame) {
  KeyLatch latch;
  for (const KeyEvent& event : {press('A'), character('a'), press('B'), character('b')})
    latch.push(event);
  EXPECT_EQ(text(latch.take_frame(false)), "+A'a'");
  EXPECT_EQ(text(latch.take_frame(false)), "+B'b'");
}

TEST(KeyLatch, LosesNoRepeatedTap) {
  KeyLatch latch;
  for (int i = 0; i < 3; ++i) {
    latch.push(press('A'));
    latch.push(release('A'));
  }
  int presses = 0, frames = 0;
  for (; !latch.empty(); ++frames) {
    int presses_now = 0;
    for (const KeyEvent& event : latch.take_frame(false)) presses_now += event.kind == Kind::Press;
    EXPECT_LE(presses_now, 1);
    presses += presses_now;
  }
  EXPECT_EQ(presses, 3);
  EXPECT_EQ(frames, 4);
}

TEST(KeyLatch, PassesAWholeTextInOneFrame) {
  KeyLatch latch;
  for (const char letter : std::string("AAB")) {
    latch.push(press(letter));
    latch.push(character(letter));
    latch.push(release(letter));
  }
  latch.push(press('\r'));
  latch.push(press('C'));
  latch.push(character('C'));
  EXPECT_EQ(text(latch.take_frame(true)), "+A'A'-A+A'A'-A+B'B'-B+\r");
  EXPECT_EQ(text(latch.take_frame(true)), "+C'C'") << "what follows Enter is not part of the text";
}

TEST(KeyLatch, PassesSlowTypingOnAtOnce) {
  KeyLatch latch;
  latch.push(press('A'));
  EXPECT_EQ(text(latch.take_frame(false)), "+A");
  EXPECT_EQ(text(latch.take_frame(false)), "");
  latch.push(release('A'));
  latch.push(press('B'));
  EXPECT_EQ(text(latch.take_frame(false)), "-A+B");
}

}  // namespace
}  // namespace netdyno::app
