#!/bin/sh
# Installs the system libraries that are missing: libpng and libjpeg-turbo, without which images are not read and a build needs
# --disable-default-traits, and OpenBLAS with LAPACKE, without which there is no openblas backend and all else goes on.
set -eu

if [ "$(uname)" = Darwin ]; then
  command -v brew >/dev/null 2>&1 && brew list openblas >/dev/null 2>&1 ||
    echo "Without OpenBLAS there is no openblas backend: brew install openblas" >&2
  command -v brew >/dev/null 2>&1 && brew list libpng jpeg-turbo >/dev/null 2>&1 || {
    echo "Reading images needs libpng and libjpeg-turbo:" >&2
    echo "brew install libpng jpeg-turbo (or build with --disable-default-traits)." >&2
    exit 1
  }
  exit 0
fi

# Of the packages named, those that are not installed.
missing() {
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
  done
}

# Installs the packages named, or says why that cannot be.
install() {
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "There is no apt-get here: install with your system's package manager what Debian calls $*." >&2
    return 1
  fi
  sudo=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || {
      echo "Installing needs root, and there is no sudo here. As root: apt-get install $*" >&2
      return 1
    }
    sudo=sudo
  fi
  $sudo apt-get update &&
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# shellcheck disable=SC2046
set -- $(missing libpng-dev libturbojpeg0-dev)
if [ $# -gt 0 ]; then
  install "$@" || {
    echo "Without $* Keratin builds with --disable-default-traits alone, and does not read images." >&2
    exit 1
  }
fi

# shellcheck disable=SC2046
set -- $(missing libopenblas0 liblapacke)
if [ $# -gt 0 ]; then
  install "$@" || echo "Without $* there is no openblas backend; all else goes on." >&2
fi
