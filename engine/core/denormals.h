// engine/core/denormals.h
// SPDX-License-Identifier: MIT
//
// While one lives, its thread's arithmetic takes numbers below 1.2e-38 for zero, and yields zero
// for them. Momentum of dead units decays into that range and stays there, and some processors
// spend a hundred cycles on each such number.
//
// The worker pool holds one in every thread while it works, its caller included, so that a result
// never depends on which thread computed it. Code that computes outside of the pool, as the
// optimizers' small updates, holds one of its own.
//
//   Thread   a setting of the thread; the one before is restored at the end
//   Cost     some ten cycles. Nothing on processors other than x86, where it does nothing

#pragma once

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace netdyno {

class FlushDenormals {
 public:
#if defined(__SSE__)
  FlushDenormals() : saved_(_mm_getcsr()) {
    _mm_setcsr(saved_ | kFlushToZero | kDenormalsAreZero);
  }
  ~FlushDenormals() {
    _mm_setcsr(saved_);
  }
#else
  FlushDenormals() {}
  ~FlushDenormals() {}
#endif
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;

 private:
#if defined(__SSE__)
  static constexpr unsigned kFlushToZero = 0x8000;
  static constexpr unsigned kDenormalsAreZero = 0x0040;
  unsigned saved_;
#endif
};

}  // namespace netdyno
