"""What several formats need: lines and pages of a manuscript made of pages, and who wrote it."""
