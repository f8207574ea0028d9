namespace OrderGrains.Azure;

/// <summary>The tag of an order: the ETag of its record, and the record's fingerprint, by which the log tells writes that were kept from others.</summary>
internal sealed record AzureTag(string ETag, string Fingerprint) : StoreTag;
