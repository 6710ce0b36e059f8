#!/bin/bash
# Prints the first Python of at least 3.11 that can make a virtual environment; fails where there is none.
set -euo pipefail

for name in python3 /usr/bin/python3 python3.11 python3.12 python3.13 python3.14; do
    path=$(command -v "$name") || continue
    if "$path" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$path"
        exit 0
    fi
done
exit 1
