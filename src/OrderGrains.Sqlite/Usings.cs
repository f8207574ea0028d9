global using OrderGrains.Engine;
