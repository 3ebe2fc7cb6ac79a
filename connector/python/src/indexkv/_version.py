# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""The version of this package, which is that of the jar inside."""

__version__ = "0.1.0.dev0"
