"""What holds for all tests.

The tools are left alone: they are programs for developers and need libraries of their own.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processes of the tests share the processors already

collect_ignore_glob = ["tools/*"]
