"""nnprep mcp: nnprep's judge and cards as tools of an AI agent, by the Model Context Protocol."""
