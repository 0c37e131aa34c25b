#!/bin/sh
# interop.sh FOLDER: has the files in FOLDER opened by four versions of Keras, see interop.py.
# Environments are taken from, or made in, the folder KERAS_ENVIRONMENTS: keras-3.3.3, keras-3.6.0 and so on. TensorFlow, which they
# compute nothing with, is there for Keras's lookup layers.
here=$(dirname "$0")
environments=${KERAS_ENVIRONMENTS:-$HOME/keras-environments}
status=0
opened=0
for version in 3.3.3 3.6.0 3.10.0 3.15.1; do
  python=$environments/keras-$version/bin/python
  if [ ! -x "$python" ]; then
    python3 -m venv "$environments/keras-$version" >/dev/null 2>&1 &&
      "$python" -m pip install --quiet "keras==$version" "jax[cpu]" h5py packaging tensorflow-cpu >/dev/null 2>&1 ||
      rm -rf "$environments/keras-$version"
  fi
  if [ ! -x "$python" ] || ! KERAS_BACKEND=jax "$python" -c "import keras, h5py, jax" >/dev/null 2>&1; then
    echo "Keras $version: skipped, it could not be installed in $environments/keras-$version" >&2
    continue
  fi
  opened=$((opened + 1))
  KERAS_BACKEND=jax PYTHONDONTWRITEBYTECODE=1 "$python" "$here/interop.py" "$1" || status=1
done
if [ "$opened" -eq 0 ]; then
  echo "No version of Keras could be installed: nothing was compared." >&2
  exit 1
fi
exit $status
