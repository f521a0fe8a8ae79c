"""What holds for all tests.

The tools are left alone: they are programs for developers and need libraries of their own.
"""

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processes of the tests share the processors already

settings.register_profile("unhurried", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # time belongs in benchmarks: a busy machine is no fault

collect_ignore_glob = ["tools/*"]
