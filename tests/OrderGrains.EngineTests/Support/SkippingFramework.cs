using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("OrderGrains.EngineTests.Support.SkippingFramework", "OrderGrains.EngineTests")]

namespace OrderGrains.EngineTests.Support;

/// <summary>What a test class needs that a machine may not have. Where it is missing every test of the class is skipped, inherited ones too.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsAttribute : Attribute
{
    /// <summary>What is missing, as a sentence; null where nothing is.</summary>
    public abstract string? Missing { get; }
}

/// <summary>Finds tests as ever, and skips those of classes that miss what they need.</summary>
public sealed class SkippingFramework(IMessageSink sink) : XunitTestFramework(sink)
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider source, IMessageSink sink)
        : XunitTestFrameworkDiscoverer(assembly, source, sink)
    {
        protected override bool FindTestsForMethod(
            ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            if (Missing(testMethod.TestClass) is not { } missing || !testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any())
            {
                return base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
            }

            var skipped = new XunitSkippedDataRowTestCase(
                DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, missing);
            return ReportDiscoveredTestCase(skipped, includeSourceInformation, messageBus);
        }

        private static string? Missing(ITestClass testClass) => testClass.Class.GetCustomAttributes(typeof(NeedsAttribute))
            .OfType<IReflectionAttributeInfo>().Select(needs => ((NeedsAttribute)needs.Attribute).Missing).FirstOrDefault(missing => missing is not null);
    }
}
