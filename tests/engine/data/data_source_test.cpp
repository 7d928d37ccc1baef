// SPDX-License-Identifier: MIT
#include "engine/data/data_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/core/error.h"
#include "engine/data/sources/source_files.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::gzip;
using test::idx_images;
using test::idx_labels;
using test::TemporaryFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;

DataSourceSpec source_spec(const std::string& source,
                           const std::map<std::string, OptionValue>& values = {}) {
  const DataSource& row = data_source(source);
  DataSourceSpec spec{source, Options(row.fields)};
  for (const auto& [key, value] : values) spec.options.set(row.fields, key, value);
  return spec;
}

std::string load_complaint(const DataSourceSpec& spec, Index train = 0, Index validation = 0,
                           const SourceContext& context = {}) {
  try {
    load_splits(spec, train, validation, context);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

// Sets an environment variable until the end of the test.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const std::string& value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    setenv(name, value.c_str(), 1);
  }
  ~ScopedVariable() { old_.empty() ? unsetenv(name_) : setenv(name_, old_.c_str(), 1); }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;

 private:
  const char* name_;
  std::string old_;
};

TEST(DataSource, AnUnknownNameSuggestsTheNearest) {
  try {
    data_source("fashion-mnits");
    FAIL() << "found an unknown source";
  } catch (const RecipeError& error) {
    EXPECT_EQ(error.path(), "source");
    EXPECT_THAT(error.what(), HasSubstr("unknown data source \"fashion-mnits\""));
    EXPECT_THAT(error.hint(), HasSubstr("Did you mean \"fashion-mnist\"?"));
  }
}

TEST(DataSource, IdxReadsTheFourStandardNames) {
  const TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", idx_images(30, 4, 5));
  folder.write("train-labels-idx1-ubyte.gz", gzip(idx_labels(30, 10)));
  folder.write("t10k-images-idx3-ubyte.gz", gzip(idx_images(20, 4, 5)));
  folder.write("t10k-labels-idx1-ubyte", idx_labels(20, 10));
  const DataSourceSpec spec = source_spec("idx", {{"path", folder.path().string()}});
  const DataSplits splits = load_splits(spec, 20, 10, {});
  EXPECT_EQ(splits.dataset()->sample_shape(), (Shape{1, 4, 5}));
  EXPECT_EQ(splits.train.count, 20);
  EXPECT_EQ(splits.validation.begin, 20);
  EXPECT_EQ(splits.validation.label(3), 3);
  EXPECT_EQ(data_source("idx").load_test(spec.options, {})->size(), 20);
}

TEST(DataSource, IdxReadsNamedFiles) {
  const TemporaryFolder folder;
  folder.write("pictures", idx_images(3, 2, 2));
  folder.write("answers", idx_labels(3, 3));
  const DataSplits splits = load_splits(source_spec("idx", {{"path", folder.path().string()},
                                                            {"images", "pictures"},
                                                            {"labels", "answers"},
                                                            {"classes", std::int64_t{3}}}),
                                        0, 0, {});
  EXPECT_EQ(splits.train.count, 3);
  EXPECT_EQ(splits.validation.count, 0);
  EXPECT_EQ(splits.dataset()->num_classes(), 3);
}

TEST(DataSource, IdxSaysWhichFileIsMissing) {
  const TemporaryFolder folder;
  EXPECT_THAT(load_complaint(source_spec("idx", {{"path", folder.path().string()}})),
              AllOf(HasSubstr(folder.path().string()), HasSubstr("train-images-idx3-ubyte.gz")));
  EXPECT_THAT(load_complaint(source_spec("idx")), HasSubstr("data.path"));
}

TEST(DataSource, CountsThatDifferNameBothFiles) {
  const TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", idx_images(3, 2, 2));
  folder.write("train-labels-idx1-ubyte", idx_labels(4, 2));
  EXPECT_THAT(load_complaint(source_spec("idx", {{"path", folder.path().string()}})),
              AllOf(HasSubstr("counts of images and labels differ"), HasSubstr("-ubyte has 3"),
                    HasSubstr("-ubyte has 4")));
}

TEST(DataSource, LabelsOutOfRangeNameTheFile) {
  const TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", idx_images(12, 2, 2));
  folder.write("train-labels-idx1-ubyte", idx_labels(12, 11));
  EXPECT_THAT(load_complaint(source_spec("idx", {{"path", folder.path().string()}})),
              AllOf(HasSubstr("labels out of range, example 10 has the label 10"),
                    HasSubstr("train-labels-idx1-ubyte")));
}

TEST(DataSource, ImagesInPlaceOfLabelsAreRefused) {
  const TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", idx_images(3, 2, 2));
  folder.write("train-labels-idx1-ubyte", idx_images(3, 2, 2));
  EXPECT_THAT(load_complaint(source_spec("idx", {{"path", folder.path().string()}})),
              HasSubstr("expected labels, found an array of 3×2×2"));
  folder.write("train-labels-idx1-ubyte", idx_labels(3, 3));
  folder.write("train-images-idx3-ubyte", idx_labels(3, 3));
  EXPECT_THAT(load_complaint(source_spec("idx", {{"path", folder.path().string()}})),
              HasSubstr("expected images, found an array of 3"));
}

TEST(DataSource, FashionMnistIsLookedForInNetdynoDataFirst) {
  const TemporaryFolder folder;
  const ScopedVariable variable("NETDYNO_DATA", folder.path().string());
  folder.write("train-images-idx3-ubyte", idx_images(10, 28, 28));
  folder.write("train-labels-idx1-ubyte", idx_labels(10, 10));
  const DataSplits splits = load_splits(source_spec("fashion-mnist"), 8, 2, {});
  EXPECT_EQ(splits.dataset()->size(), 10);
  EXPECT_EQ(splits.dataset()->class_names()[9], "Ankle boot");
}

TEST(DataSource, DataFoldersListsEveryPlaceInOrder) {
  const ScopedVariable data("NETDYNO_DATA", "/a");
  const ScopedVariable shared("XDG_DATA_HOME", "/b");
  EXPECT_THAT(data_folders("mnist", false),
              ::testing::ElementsAre("/a/mnist", "/b/netdyno/mnist", "/usr/share/datasets/mnist"));
  EXPECT_EQ(data_folders("mnist", true)[1], "/a");
}

TEST(DataSource, WithoutFilesEverySearchedFolderIsNamed) {
  const TemporaryFolder folder;
  const ScopedVariable data("NETDYNO_DATA", folder.path().string());
  const ScopedVariable shared("XDG_DATA_HOME", (folder / "share").string());
  EXPECT_THAT(load_complaint(source_spec("mnist")),
              AllOf(HasSubstr((folder / "mnist").string()),
                    HasSubstr((folder / "share/netdyno/mnist").string()),
                    HasSubstr("/usr/share/datasets/mnist"), HasSubstr("data.path")));
}

TEST(DataSource, MissingFashionMnistSaysWhatToInstall) {
  const TemporaryFolder folder;
  EXPECT_THAT(load_complaint(source_spec("fashion-mnist", {{"path", folder.path().string()}})),
              AllOf(HasSubstr(folder.path().string()), HasSubstr("dataset-fashion-mnist")));
}

TEST(DataSource, MoreExamplesThanThereAreIsAnError) {
  const SourceContext context{.input = Shape{3}};
  const auto spec = source_spec("gaussian", {{"examples", std::int64_t{10}}});
  EXPECT_THAT(load_complaint(spec, 8, 3, context), HasSubstr("has 10 training examples"));
  EXPECT_THAT(load_complaint(spec, 0, 10, context), HasSubstr("has 10 training examples"));
  EXPECT_EQ(load_complaint(spec, 8, 2, context), "");
  EXPECT_EQ(load_splits(spec, 0, 3, context).train.count, 7);
}

TEST(DataSource, AnotherInputShapeThanTheDataIsRefused) {
  const TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", idx_images(3, 2, 2));
  folder.write("train-labels-idx1-ubyte", idx_labels(3, 3));
  const auto spec = source_spec("idx", {{"path", folder.path().string()}});
  EXPECT_THAT(load_complaint(spec, 0, 0, {.input = Shape{1, 28, 28}}),
              HasSubstr("model.input: expected 1×2×2, the shape of idx's examples, found 1×28×28"));
}

TEST(DataSource, GaussianHasMeanZeroAndDeviationOne) {
  const DataSplits splits = load_splits(source_spec("gaussian", {{"examples", std::int64_t{500}}}),
                                        0, 0, {.input = Shape{1, 10, 10}, .seed = 3});
  const auto& values = std::get<std::vector<float>>(splits.dataset()->values());
  double sum = 0, squares = 0;
  for (const float value : values) {
    sum += static_cast<double>(value);
    squares += static_cast<double>(value * value);
  }
  ASSERT_EQ(values.size(), 50000u);
  EXPECT_NEAR(sum / 50000, 0.0, 0.02);
  EXPECT_NEAR(squares / 50000, 1.0, 0.03);
}

TEST(DataSource, GaussianExamplesDependOnTheSeedAndTheirPositionOnly) {
  const auto values = [](std::int64_t count, std::uint64_t seed) {
    const SourceContext context{.input = Shape{4}, .seed = seed};
    const auto spec = source_spec("gaussian", {{"examples", count}});
    return std::get<std::vector<float>>(
        data_source("gaussian").load_train(spec.options, context)->values());
  };
  const auto few = values(5, 1);
  auto many = values(50, 1);
  many.resize(few.size());
  EXPECT_EQ(few, many);
  EXPECT_NE(few, values(5, 2));
}

TEST(DataSource, GaussianTestExamplesAreOthersThanTheTrainingOnes) {
  const SourceContext context{.input = Shape{4}};
  const auto spec = source_spec("gaussian");
  const DataSource& source = data_source("gaussian");
  EXPECT_NE(source.load_train(spec.options, context)->values(),
            source.load_test(spec.options, context)->values());
}

TEST(DataSource, GaussianRefusesWhatDoesNotFitIntoMemory) {
  const auto spec = source_spec("gaussian", {{"examples", std::int64_t{10000000}}});
  EXPECT_THAT(load_complaint(spec, 0, 0, {.input = Shape{3, 1000, 1000}}),
              HasSubstr("do not fit into memory"));
}

}  // namespace
}  // namespace netdyno
