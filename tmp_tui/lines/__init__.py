"""Line mode: the same pages, appended a line at a time."""
