using OrderGrains.EngineTests.Cluster.KeyValue;

namespace OrderGrains.EngineTests.Cluster.Azure;

/// <summary>The promises, kept by two silos on Azure Storage.</summary>
public sealed class ClusterAzureContract : ClusterKeyValueContract
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}

/// <summary>Writes that are cut off, on Azure Storage.</summary>
public sealed class ClusterAzureCutWriteTests : ClusterCutWriteTests
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}

/// <summary>Azure's blobs and tables.</summary>
public sealed class AzureSeamTests : KeyValueSeamTests
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}

/// <summary>Lists on Azure Storage.</summary>
public sealed class AzureStoreTests : KeyValueStoreTests
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}

/// <summary>Records and rows on Azure Storage.</summary>
public sealed class AzureWriteTests : KeyValueWriteTests
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}
