"""One formula each."""
