// engine/data/picture_folders.h
// SPDX-License-Identifier: MIT
//
// Finds the pictures of a folder that holds a folder for each class.
//
//   Range    folders below a class's are walked, too, and links followed; hidden files, what
//   systems
//            leave behind (Thumbs.db, desktop.ini, __MACOSX, …) and files that are no pictures are
//            left out. What is left out is counted
//   Order    the same on every machine: classes and files in alphabetical order
//   Cost     opens each file for its first bytes: a picture is told by them, not by its name
//   Errors   Error for a folder that cannot be read, one without classes, a class without pictures

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace netdyno {

struct PictureClass {
  std::string name;
  std::vector<std::filesystem::path> files;
};

struct PictureFolders {
  std::vector<PictureClass> classes;
  // What was left out, and what may be meant otherwise; a sentence each.
  std::vector<std::string> notes;
};

PictureFolders find_pictures(const std::filesystem::path& root);

}  // namespace netdyno
