// engine/kernels/onednn_pass.h
// SPDX-License-Identifier: MIT
//
// One oneDNN primitive with its operands: plain arrays are reordered into the layouts the primitive
// prefers before it runs, and out of them afterwards.
//
//   Thread   runs on the calling thread
//   Cost     memory for each operand whose layout differs; run() allocates nothing

#pragma once

#include <initializer_list>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>
#include <vector>

namespace netdyno {

// Keeps oneDNN's calls from this thread on this thread. It is a setting of the thread, which may be
// new to us at any call; setting it again costs next to nothing.
void use_one_onednn_thread();

class OneDnnPass {
 public:
  explicit OneDnnPass(const dnnl::engine& engine) : engine_(engine), stream_(engine) {}

  // Adds the next operand: `arg` is oneDNN's DNNL_ARG_*, `plain` the caller's layout, `preferred`
  // the primitive's. Operands are given to run() in the order they were added.
  void add_input(int arg, const dnnl::memory::desc& plain, const dnnl::memory::desc& preferred);
  void add_output(int arg, const dnnl::memory::desc& plain, const dnnl::memory::desc& preferred);

  // Takes the primitive, after all operands.
  void set_primitive(dnnl::primitive primitive, const dnnl::memory::desc& scratchpad);

  void run(std::initializer_list<const float*> inputs, std::initializer_list<float*> outputs);

 private:
  struct Operand {
    dnnl::memory plain;      // the caller's array
    dnnl::memory preferred;  // `plain` itself where the layouts agree
    dnnl::reorder reorder;   // empty where they agree
    std::unordered_map<int, dnnl::memory> reorder_args;
  };
  Operand make_operand(int arg, const dnnl::memory::desc& plain,
                       const dnnl::memory::desc& preferred, bool is_input);

  dnnl::engine engine_;
  dnnl::stream stream_;
  std::vector<Operand> inputs_;
  std::vector<Operand> outputs_;
  dnnl::primitive primitive_;
  std::unordered_map<int, dnnl::memory> args_;
};

}  // namespace netdyno
