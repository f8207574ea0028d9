namespace OrderGrains.EngineTests.Store.Azure;

[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AzureStoreTests : StoreContract
{
    protected override int Crowd => 40; // Azurite takes one write at a time.

    protected override async Task<IStoreFixture> MakeAsync() => await TestAccount.CreateAsync();
}

[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AzureCopyTests : StoreCopyContract
{
    protected override async Task<ICopiedFixture> MakeAsync() => await TestAccount.CreateAsync();
}

/// <summary>Azure's blobs and tables.</summary>
[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AzureSeamTests : SeamTests
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}

/// <summary>Lists on an account.</summary>
[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AccountListTests : AzureListTests
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}

/// <summary>The steps of a write on an account.</summary>
[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AccountStepsTests : OrderStepsTests
{
    private protected override async Task<IKeyValueStorage> StorageAsync() => await TestAccount.CreateAsync();
}
