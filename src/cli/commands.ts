// Every command of thicknet, one line each: a function that adds itself to the program.
export { addBench } from './bench.js';
export { addEncode } from './encode.js';
export { addFcs } from './fcs.js';
export { addLab } from './lab.js';
export { addReplay } from './replay.js';
export { addRun } from './run.js';
