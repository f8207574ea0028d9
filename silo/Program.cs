Console.WriteLine("OrderGrains");
