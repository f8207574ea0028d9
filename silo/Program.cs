using OrderGrains.Silo;

return await Commands.RunAsync(args, Console.Out, Console.Error);
