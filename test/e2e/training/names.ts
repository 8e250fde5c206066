/** What the story of a training makes. */
export const DATA = "train-data";
export const NOTEBOOK = "trainer";
export const BOARD = "board";
