global using OrderGrains.Engine;
global using Orleans.Concurrency;
