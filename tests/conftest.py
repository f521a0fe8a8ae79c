"""What pytest leaves alone: the tools are programs for developers and need libraries of their own."""

collect_ignore_glob = ["tools/*"]
