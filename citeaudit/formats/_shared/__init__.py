"""What several formats need: the lines and pages of manuscripts that are made of pages."""
