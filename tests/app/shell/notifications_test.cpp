// SPDX-License-Identifier: MIT
#include "app/shell/notifications.h"

#include <gtest/gtest.h>

namespace netdyno::app {
namespace {

TEST(Notifications, BatchesEqualOnesWithACount) {
  Notifications notifications;
  notifications.add(Severity::Warning, "Refused", "Try less", 0);
  notifications.add(Severity::Warning, "Refused", "Try less", 1);
  notifications.add(Severity::Error, "Refused", "Try less", 1);
  const auto& current = notifications.current(1);
  ASSERT_EQ(current.size(), 2u);
  EXPECT_EQ(current[0].count, 2);
  EXPECT_EQ(current[1].count, 1);
}

TEST(Notifications, ForgetsEachAfterItsTime) {
  Notifications notifications;
  notifications.add(Severity::Information, "Saved", "", 10);
  EXPECT_EQ(notifications.current(13.9).size(), 1u);
  EXPECT_TRUE(notifications.current(14.1).empty());
}

TEST(Notifications, SayingItAgainKeepsItLonger) {
  Notifications notifications;
  notifications.add(Severity::Information, "Saved", "", 0);
  notifications.add(Severity::Information, "Saved", "", 3);
  EXPECT_EQ(notifications.current(6).size(), 1u);
}

TEST(Notifications, ErrorsAndLongTextsStayLonger) {
  EXPECT_EQ(lifetime_secs({Severity::Information, "Saved", "", 1, 0}), 4);
  EXPECT_EQ(lifetime_secs({Severity::Error, "Failed", "", 1, 0}), 8);
  EXPECT_EQ(lifetime_secs({Severity::Error, std::string(150, 'a'), "", 1, 0}), 10);
}

TEST(Notifications, KeepsTheNewestFew) {
  Notifications notifications;
  for (int i = 0; i < 20; ++i)
    notifications.add(Severity::Error, "Error " + std::to_string(i), "", 0);
  EXPECT_LE(notifications.current(0).size(), 3u);
  EXPECT_EQ(notifications.current(0).back().what, "Error 19");
}

TEST(Notifications, DismissesOne) {
  Notifications notifications;
  notifications.add(Severity::Error, "a", "", 0);
  notifications.add(Severity::Error, "b", "", 0);
  notifications.dismiss(0);
  ASSERT_EQ(notifications.current(0).size(), 1u);
  EXPECT_EQ(notifications.current(0)[0].what, "b");
}

}  // namespace
}  // namespace netdyno::app
