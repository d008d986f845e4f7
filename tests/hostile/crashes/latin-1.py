# café
x = 'café'
