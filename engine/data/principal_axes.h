// engine/data/principal_axes.h
// SPDX-License-Identifier: MIT
//
// Eigenvectors and -values of a covariance matrix, the largest first. An eigenvector's sign is
// free: its largest component is made positive. Variances below zero, which rounding may leave, are
// zero.

#pragma once

#include <Eigen/Core>

namespace netdyno {

struct PrincipalAxes {
  Eigen::MatrixXd axes;       // an axis a row
  Eigen::VectorXd variances;  // along each
};

PrincipalAxes principal_axes(const Eigen::MatrixXd& covariance);

}  // namespace netdyno
