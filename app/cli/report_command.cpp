// SPDX-License-Identifier: MIT
#include "app/cli/report_command.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include "app/cli/exit_status.h"
#include "app/cli/figure_arguments.h"
#include "app/cli/number_arguments.h"
#include "app/cli/text_output.h"
#include "app/report/compared_folder.h"
#include "app/report/html_report.h"
#include "app/report/run_record.h"
#include "app/report/run_tables.h"
#include "engine/core/error.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/npy_file.h"

namespace netdyno::app {

namespace {

struct ReportArguments {
  std::filesystem::path folder;
  std::filesystem::path out;  // empty: "report" in the folder
  std::vector<std::string> formats = {"html", "svg", "pdf", "png", "csv"};
  std::vector<std::filesystem::path> compared;  // folders of further runs
  FigureArguments figures;
  int threads = 0;
  std::size_t every = 0;  // steps for a row of the tables

  bool wants(const char* format) const {
    return std::ranges::find(formats, format) != formats.end();
  }
};

void write_figures(const ReportArguments& arguments, const std::vector<RunFigure>& figures) {
  const FigurePage page = arguments.figures.page();
  for (const RunFigure& figure : figures)
    for (const FileFormat format : {FileFormat::Svg, FileFormat::Pdf, FileFormat::Png})
      if (arguments.wants(format_name(format)))
        write_file_atomically(arguments.out / fmt::format("{}.{}", figure.id, format_name(format)),
                              figure_file(figure, page, format, arguments.figures.dots_per_inch));
}

void write_tables(const ReportArguments& arguments, const RunContent& content,
                  const std::vector<RunFigure>& figures) {
  if (!arguments.wants("csv")) return;
  const TableOptions options{arguments.figures.smoothing, arguments.every};
  for (const RunTable& table : run_tables(content, figures, options)) {
    AtomicFile file(arguments.out / table.file);
    table.write([&](std::string_view text) { file.write(text); });
    file.commit();
  }
}

void write_arrays(const ReportArguments& arguments, const std::vector<RunFigure>& figures) {
  if (!arguments.wants("npy")) return;
  for (const RunFigure& figure : figures)
    if (figure.arrays)
      for (const FigureArray& array : figure.arrays())
        write_file_atomically(arguments.out / array_file(figure, array), npy_bytes(array.values));
}

void write_html(const ReportArguments& arguments, const RunContent& content) {
  if (!arguments.wants("html")) return;
  FigureOptions options = arguments.figures.options();
  options.has_titles = true;
  options.curves.x_axis = CurveAxis::Step;  // what the read-out counts in
  write_file_atomically(
      arguments.out / "report.html",
      html_report(content, run_figures(content, options), arguments.figures.smoothing));
}

int report(ReportArguments arguments) {
  arguments.figures.page();  // refuses an unknown width before the work
  if (!std::filesystem::is_directory(arguments.folder))
    throw Error(fmt::format("There is no folder {}", arguments.folder.string()),
                "Name the folder that a training wrote with --out");
  if (arguments.out.empty()) arguments.out = arguments.folder / "report";
  ComparedRuns compared;
  for (const std::filesystem::path& folder : arguments.compared)
    compared.add(folder, read_run_curves(folder));
  RunContent content = read_run(arguments.folder, arguments.threads);
  content.compared = compared.list();
  const std::vector<RunFigure> figures = run_figures(content, arguments.figures.options());
  prepare_output_folder(arguments.out);
  write_figures(arguments, figures);
  write_tables(arguments, content, figures);
  write_arrays(arguments, figures);
  write_html(arguments, content);
  for (const std::string& note : content.notes) print_text(note + "\n");
  print_text(fmt::format("Wrote {} figures to {}\n", figures.size(), arguments.out.string()));
  return kDone;
}

}  // namespace

void add_report_command(CLI::App& app, CommandAction& action) {
  CLI::App* command = app.add_subcommand(
      "report", "Figures, tables and report.html of a training, also of one that still goes on");
  const auto arguments = std::make_shared<ReportArguments>();
  command->add_option("DIR", arguments->folder, "The folder that `train --out` writes")->required();
  command->add_option("--out", arguments->out, "Folder for the results (default: DIR/report)")
      ->type_name("DIR");
  command
      ->add_option(
          "--formats", arguments->formats,
          "What to write, separated by commas: html, svg, pdf, png, csv (default: these), npy, "
          "the tensors behind the pictures")
      ->delimiter(',')
      ->check(CLI::IsMember({"html", "svg", "pdf", "png", "csv", "npy"}));
  command
      ->add_option("--compare", arguments->compared,
                   "Draw the run of this folder into the curves too; may be given six times")
      ->type_name("DIR")
      ->allow_extra_args(false);
  arguments->figures.add_to(*command);
  command
      ->add_option("--every", arguments->every,
                   "Steps for a row of the CSV tables; 1: all (default: as few as leave at most "
                   "100 000 rows)")
      ->type_name("N")
      ->transform(whole_number(1, kMostSteps));
  command->add_option("--threads", arguments->threads, "Threads to compute with (default: all)")
      ->type_name("N")
      ->transform(thread_count());
  command->callback([arguments, &action] { action = [arguments] { return report(*arguments); }; });
}

}  // namespace netdyno::app
