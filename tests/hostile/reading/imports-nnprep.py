from nnprep.content.library import find_exercise
