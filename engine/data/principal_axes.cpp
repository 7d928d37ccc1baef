// SPDX-License-Identifier: MIT
#include "engine/data/principal_axes.h"

#include <Eigen/Eigenvalues>

namespace netdyno {

PrincipalAxes principal_axes(const Eigen::MatrixXd& covariance) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
  PrincipalAxes result{solver.eigenvectors().rowwise().reverse().transpose(),
                       solver.eigenvalues().reverse().cwiseMax(0.0)};
  for (Eigen::Index i = 0; i < result.axes.rows(); ++i) {
    Eigen::Index largest = 0;
    result.axes.row(i).cwiseAbs().maxCoeff(&largest);
    if (result.axes(i, largest) < 0) result.axes.row(i) *= -1.0;
  }
  return result;
}

}  // namespace netdyno
