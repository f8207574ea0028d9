namespace OrderGrains;

/// <summary>A setting whose value is a secret: never printed, and it may come from a file that the same name with <c>File</c> behind it names (docs/settings.md, "Secrets").</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
