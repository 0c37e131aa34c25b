# Everything a fresh Debian or Ubuntu machine with a Swift toolchain needs: `make demo` and `make test`.

SWIFT ?= swift
BACKEND ?= simd
THREADS ?=
DEMO_FLAGS = --backend $(BACKEND) $(if $(THREADS),--threads $(THREADS))

.PHONY: demo test interop fuzz build lint format bench clean packages toolchain

demo: build
	$(SWIFT) run -c release --skip-build digits $(DEMO_FLAGS)

# An import that Package.swift does not declare would build or fail by chance.
test: toolchain packages
	$(SWIFT) build -c release --build-tests --explicit-target-dependency-import-check error
	sh Tests/check-objects.sh
	$(SWIFT) test -c release --skip-build

# Needs Python: four versions of Keras open what Keratin writes.
interop: toolchain packages
	$(SWIFT) build -c release --build-tests
	rm -rf .build/interop && mkdir -p .build/interop/weights
	$(SWIFT) run -c release --skip-build interop-probe .build/interop/models
	KERATIN_INTEROP_FOLDER=$(CURDIR)/.build/interop/weights $(SWIFT) test -c release --skip-build --filter filesForKeras
	sh Tests/Fixtures/interop.sh .build/interop

# Ten million damaged files, within 4 GiB.
fuzz: toolchain packages
	$(SWIFT) build -c release --product fuzz
	ulimit -v 4194304; $(SWIFT) run -c release --skip-build fuzz --count 10000000

build: toolchain packages
	$(SWIFT) build -c release --product digits

lint: toolchain
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Examples Tutorials Benchmarks/Package.swift Benchmarks/Sources

format: toolchain
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Examples Tutorials Benchmarks/Package.swift Benchmarks/Sources

bench: toolchain packages
	$(SWIFT) build -c release --package-path Benchmarks

clean:
	$(SWIFT) package clean

toolchain:
	@command -v $(SWIFT) >/dev/null 2>&1 || { \
	  echo "Keratin needs Swift 6.2 or later: https://www.swift.org/install" >&2; exit 1; }

packages:
	@sh packages.sh
