using OrderGrains.Silo;

// A first word without a hyphen is another command.
if (args is [VtexHookCommand.Name, .. var rest])
{
    return await VtexHookCommand.RunAsync(rest);
}

if (args is [InitDatabaseCommand.Name, .. var database])
{
    return await InitDatabaseCommand.RunAsync(database);
}

if (args is [CopyCommand.Name, .. var copy])
{
    return await CopyCommand.RunAsync(copy);
}

if (args is [var word, .. var its] && DataCommand.Knows(word))
{
    return await DataCommand.RunAsync(word, its);
}

// Settings: appsettings, the file that ORDERGRAINS_SETTINGS names, environment, command line.
if (Start.Read(args) is not var (builder, settings))
{
    return Start.WrongSettings;
}

if (CatalogFiles.Resolve(settings, builder.Environment) is { Count: > 0 } broken)
{
    return Start.Refuse(broken);
}

try
{
    // The process: log, server, sandbox.
    builder.AddLog();
    builder.AddServer();
    builder.AddSandboxHere(settings);

    // The parts: connectors, the hub, gateway.
    builder.AddOrderGrains(settings);

    await using var app = builder.Build();
    app.MapOrderGrains(settings);
    app.LogLifetime(settings);
    await app.RunToTheEndAsync();
    return app.Services.GetRequiredService<OrderGrains.IOrderEngine>().Condition.Failed ? Start.Failed : 0;
}
catch (Exception exception)
{
    return Start.Fail(exception);
}
