#!/bin/sh
# Installs the system libraries that the openblas backend stands on and that read images, where they are missing.
set -eu

wanted="libopenblas0 liblapacke libpng-dev libturbojpeg0-dev"

if [ "$(uname)" = Darwin ]; then
  brew list openblas libpng jpeg-turbo >/dev/null 2>&1 || {
    echo "Keratin's openblas backend needs OpenBLAS, and reading images libpng and libjpeg-turbo:" >&2
    echo "brew install openblas libpng jpeg-turbo (or build with --disable-default-traits)." >&2
    exit 1
  }
  exit 0
fi

missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "Keratin needs OpenBLAS, LAPACKE and the development files of libpng and libjpeg-turbo (on Debian:$missing)." >&2
  echo "There is no apt-get here: install them with your system's package manager, then run make again." >&2
  exit 1
fi

sudo=""
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || {
    echo "Installing$missing needs root, and there is no sudo here. As root: apt-get install$missing" >&2
    exit 1
  }
  sudo=sudo
fi

$sudo apt-get update
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
