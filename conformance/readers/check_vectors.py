#!/usr/bin/env python3
"""Reads every golden vector of the native stream with native_reader.py; exit code 0 when all agree."""

import os
import sys

import native_reader

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "packages", "runtime", "vectors", "native")

if __name__ == "__main__":
    sys.exit(native_reader.check([os.path.join(FOLDER, file) for file in ("good.json", "bad.json")]))
