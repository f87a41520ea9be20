/**
 * What the exceptions of Camunda 7.24 are called, and what they are besides: an error event whose code is such a name
 * catches whatever is of that class (seen beside the running engine).
 */
const EL_EXCEPTION = 'org.camunda.bpm.impl.juel.jakarta.el.ELException';
export const UNKNOWN_PROPERTY = 'org.camunda.bpm.impl.juel.jakarta.el.PropertyNotFoundException';
export const RUNTIME_EXCEPTION = 'java.lang.RuntimeException';
export const PROCESS_ENGINE_EXCEPTION = 'org.camunda.bpm.engine.ProcessEngineException';
export const CLASS_NOT_FOUND = 'java.lang.ClassNotFoundException';
export const DECISION_RESULT_EXCEPTION = 'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultException';

/** A class that is not named here is directly below RuntimeException. */
const SUPERCLASSES: Readonly<Record<string, string>> = {
  'java.lang.Throwable': 'java.lang.Object',
  'java.lang.Exception': 'java.lang.Throwable',
  'java.lang.RuntimeException': 'java.lang.Exception',
  'java.lang.CloneNotSupportedException': 'java.lang.Exception',
  'java.lang.InterruptedException': 'java.lang.Exception',
  'java.lang.ReflectiveOperationException': 'java.lang.Exception',
  'java.lang.ClassNotFoundException': 'java.lang.ReflectiveOperationException',
  'java.lang.IllegalAccessException': 'java.lang.ReflectiveOperationException',
  'java.lang.InstantiationException': 'java.lang.ReflectiveOperationException',
  'java.lang.NoSuchFieldException': 'java.lang.ReflectiveOperationException',
  'java.lang.NoSuchMethodException': 'java.lang.ReflectiveOperationException',
  'java.lang.NumberFormatException': 'java.lang.IllegalArgumentException',
  'java.util.regex.PatternSyntaxException': 'java.lang.IllegalArgumentException',
  'java.util.IllegalFormatException': 'java.lang.IllegalArgumentException',
  'java.util.UnknownFormatConversionException': 'java.util.IllegalFormatException',
  'java.lang.StringIndexOutOfBoundsException': 'java.lang.IndexOutOfBoundsException',
  'java.lang.ArrayIndexOutOfBoundsException': 'java.lang.IndexOutOfBoundsException',
  'java.util.InputMismatchException': 'java.util.NoSuchElementException',
  'java.time.format.DateTimeParseException': 'java.time.DateTimeException',
  'java.io.IOException': 'java.lang.Exception',
  'java.io.FileNotFoundException': 'java.io.IOException',
  'java.io.EOFException': 'java.io.IOException',
  'java.net.SocketException': 'java.io.IOException',
  'java.net.ConnectException': 'java.net.SocketException',
  'java.net.SocketTimeoutException': 'java.io.InterruptedIOException',
  'java.io.InterruptedIOException': 'java.io.IOException',
  'java.net.UnknownHostException': 'java.io.IOException',
  'java.net.MalformedURLException': 'java.io.IOException',
  'java.net.URISyntaxException': 'java.lang.Exception',
  'java.sql.SQLException': 'java.lang.Exception',
  'java.text.ParseException': 'java.lang.Exception',
  'java.util.concurrent.ExecutionException': 'java.lang.Exception',
  'java.util.concurrent.TimeoutException': 'java.lang.Exception',
  'javax.script.ScriptException': 'java.lang.Exception',
  'org.joda.time.IllegalFieldValueException': 'java.lang.IllegalArgumentException',
  'org.camunda.bpm.impl.juel.jakarta.el.PropertyNotFoundException': EL_EXCEPTION,
  'org.camunda.bpm.impl.juel.jakarta.el.MethodNotFoundException': EL_EXCEPTION,
  'org.camunda.spin.json.SpinJsonException': 'org.camunda.spin.SpinRuntimeException',
  'org.camunda.spin.json.SpinJsonPropertyException': 'org.camunda.spin.json.SpinJsonException',
  'org.camunda.spin.json.SpinJsonPathException': 'org.camunda.spin.SpinRuntimeException',
  'org.camunda.spin.spi.SpinDataFormatException': 'org.camunda.spin.SpinRuntimeException',
  'org.camunda.spin.json.SpinJsonDataFormatException': 'org.camunda.spin.spi.SpinDataFormatException',
  'org.camunda.spin.xml.SpinXmlDataFormatException': 'org.camunda.spin.spi.SpinDataFormatException',
  'org.camunda.spin.xml.SpinXPathException': 'org.camunda.spin.SpinRuntimeException',
  'org.camunda.spin.xml.SpinXmlNodeException': 'org.camunda.spin.SpinRuntimeException',
  'org.camunda.spin.xml.SpinXmlAttributeException': 'org.camunda.spin.xml.SpinXmlNodeException',
  'org.camunda.spin.xml.SpinXmlElementException': 'org.camunda.spin.xml.SpinXmlNodeException',
  'org.camunda.bpm.dmn.engine.impl.DmnEvaluationException': 'org.camunda.bpm.dmn.engine.DmnEngineException',
  'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultException': 'org.camunda.bpm.dmn.engine.DmnEngineException',
  'org.camunda.bpm.dmn.engine.impl.hitpolicy.DmnHitPolicyException': 'org.camunda.bpm.dmn.engine.DmnEngineException',
  'org.camunda.bpm.dmn.engine.impl.transform.DmnTransformException': 'org.camunda.bpm.dmn.engine.DmnEngineException',
  'org.camunda.connect.ConnectorRequestException': 'org.camunda.connect.ConnectorException',
  'org.camunda.connect.ConnectorResponseException': 'org.camunda.connect.ConnectorException',
  'spinjar.com.jayway.jsonpath.InvalidJsonException': 'spinjar.com.jayway.jsonpath.JsonPathException',
  'spinjar.com.jayway.jsonpath.InvalidPathException': 'spinjar.com.jayway.jsonpath.JsonPathException',
  'spinjar.com.jayway.jsonpath.PathNotFoundException': 'spinjar.com.jayway.jsonpath.InvalidPathException',
};

const OBJECT = 'java.lang.Object';

/** Whole names of those that failures call by their last word. */
const BY_SHORT_NAME: Readonly<Record<string, string>> = {
  ClassCastException: 'java.lang.ClassCastException',
  NullPointerException: 'java.lang.NullPointerException',
  NumberFormatException: 'java.lang.NumberFormatException',
  DmnEngineException: 'org.camunda.bpm.dmn.engine.DmnEngineException',
  DmnEvaluationException: 'org.camunda.bpm.dmn.engine.impl.DmnEvaluationException',
  DmnHitPolicyException: 'org.camunda.bpm.dmn.engine.impl.hitpolicy.DmnHitPolicyException',
  FeelException: 'org.camunda.bpm.dmn.feel.impl.FeelException',
};

/** The whole name of an exception; null: one that error events never catch. */
export const exceptionClass = (shortName: string | null): string | null =>
  (shortName !== null && BY_SHORT_NAME[shortName]) || null;

/** An exception of this class is one of that, too. What Java calls an Error is none, and is caught by no name. */
export function isOfClass(exception: string, name: string): boolean {
  if (/^java\.lang\.\w+Error$/.test(exception)) return false;
  let one = exception;
  while (one !== name && one !== OBJECT) one = SUPERCLASSES[one] ?? RUNTIME_EXCEPTION;
  return one === name;
}
