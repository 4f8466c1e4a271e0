(* Variations.v : first and second variation of the loss, without a derivative  *)
(* library.  Along W + tV the loss is a polynomial in t (lossp W V, unique);    *)
(*   var1 W V = its coefficient of t    (first variation)                       *)
(*   var2 W V = its coefficient of t^2  (second variation = half the Hessian    *)
(*              quadratic form at W, evaluated on V)                            *)
(*   crit W : var1 W V = 0 for all V;  psdH W : var2 W V >= 0 for all V.        *)
(* Main results: Lemma 4.1 as an iff (crit_iff), local_min -> crit /\ psdH,     *)
(* negative second variation at a critical point -> smaller values nearby.      *)
(* Indexing: W k : d k.+1 x d k is the paper's W_{k+1};  layers 0..H.           *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks.
From DeepLinear Require Export Polynomials.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---------- coefficients of the product along W + tV -------------------------*)
Section Coef.
Variables (R : realFieldType) (d : nat -> nat).
Implicit Types W V : net R d.

Definition along W V (t : R) : net R d := fun k => W k + t *: V k.

(* Pc W V j i n = coefficient of t^n in the product of layers i..j-1 of W+tV    *)
Fixpoint Pc W V j i (n : nat) : 'M[R]_(d j, d i) :=
  if j is j'.+1 then
    if i == j'.+1 then conform_mx 0 ((n == 0%N)%:R%:M : 'M[R]_(d i))
    else W j' *m Pc W V j' i n + (if n is n'.+1 then V j' *m Pc W V j' i n' else 0)
  else conform_mx 0 ((n == 0%N)%:R%:M : 'M[R]_(d i)).

Lemma Pc_id W V j n : Pc W V j j n = (n == 0%N)%:R%:M.
Proof. by case: j => [|j] /=; rewrite ?eqxx conform_mx_id. Qed.
Lemma Pc_S0 W V j i : (i <= j)%N -> Pc W V j.+1 i 0 = W j *m Pc W V j i 0.
Proof. by move=> h /=; rewrite ltn_eqF // addr0. Qed.
Lemma Pc_SS W V j i n : (i <= j)%N ->
  Pc W V j.+1 i n.+1 = W j *m Pc W V j i n.+1 + V j *m Pc W V j i n.
Proof. by move=> h /=; rewrite ltn_eqF. Qed.

(* induction along i <= j *)
Lemma le_ind i (Q : nat -> Prop) : Q i -> (forall j, (i <= j)%N -> Q j -> Q j.+1) ->
  forall j, (i <= j)%N -> Q j.
Proof.
move=> q0 qS; elim=> [|j IH]; first by rewrite leqn0 => /eqP <-.
by rewrite leq_eqVlt => /orP[/eqP <- //|]; rewrite ltnS => ij; apply: qS (IH ij).
Qed.

Lemma Pc_0 W V j i : (i <= j)%N -> Pc W V j i 0 = Pr W j i.
Proof.
move: j; apply: le_ind => [|j ij IH]; first by rewrite Pc_id Pr_id.
by rewrite Pc_S0 // Pr_S // IH.
Qed.

Lemma Pc_big W V j i n : (i <= j)%N -> (j < n)%N -> Pc W V j i n = 0.
Proof.
move=> ij; move: j ij n; apply: le_ind => [n|j ij IH n].
  by case: n => // n _; rewrite Pc_id /= raddf0.
case: n => // n; rewrite ltnS => jn; rewrite Pc_SS // !IH ?mulmx0 ?addr0 //.
by rewrite ltnW.
Qed.

Theorem Pc_sum W V t j i N : (i <= j)%N -> (j < N)%N ->
  Pr (along W V t) j i = \sum_(n < N) t ^+ n *: Pc W V j i n.
Proof.
move=> ij; move: j ij N; apply: le_ind => [N|j ij IH N].
  case: N => // N _; rewrite Pr_id big_ord_recl Pc_id eqxx expr0 scale1r big1 ?addr0 //.
  by move=> n _; rewrite Pc_id /= raddf0 scaler0.
case: N => // N; rewrite ltnS => jN; rewrite Pr_S // mulmxDl -scalemxAl.
rewrite {1}(IH N.+1) ?ltnS 1?ltnW // (IH N) //.
rewrite [RHS]big_ord_recl Pc_S0 // [X in W j *m X]big_ord_recl mulmxDr -scalemxAr.
rewrite -addrA; congr (_ + _).
rewrite !mulmx_sumr scaler_sumr -big_split; apply: eq_bigr => n _ /=.
rewrite ltn_eqF // scalerDr; congr (_ + _); first by rewrite -scalemxAr.
by rewrite -scalemxAr scalerA -exprS.
Qed.

Lemma Pc_scale W V (c : R) j i n : (i <= j)%N ->
  Pc W (fun k => c *: V k) j i n = c ^+ n *: Pc W V j i n.
Proof.
move=> ij; move: j ij n; apply: le_ind => [n|j ij IH n].
  rewrite !Pc_id; case: n => [|n]; first by rewrite expr0 scale1r.
  by rewrite /= raddf0 scaler0.
case: n => [|n]; first by rewrite !Pc_S0 // IH expr0 !scale1r.
rewrite !Pc_SS // !IH scalerDr -!scalemxAr -scalemxAl scalerA; congr (_ + _ *: _).
by rewrite exprSr.
Qed.

(* layers i..j-1 of W all zero: no term of order < j - i *)
Lemma Pc_zero W V j i n : (i <= j)%N -> (forall k, (i <= k < j)%N -> W k = 0) ->
  (n < j - i)%N -> Pc W V j i n = 0.
Proof.
move=> ij; move: j ij n; apply: le_ind => [n _|j ij IH n h]; first by rewrite subnn.
rewrite subSn // ltnS => nj; have Wj : W j = 0 by apply: h; rewrite ij leqnn.
case: n nj => [|n] nj; first by rewrite Pc_S0 // Wj mul0mx.
rewrite Pc_SS // Wj mul0mx add0r IH ?mulmx0 // => k /andP[k1 k2].
by apply: h; rewrite k1 ltnS ltnW.
Qed.

Lemma Pc_top W V j i : (i <= j)%N -> (forall k, (i <= k < j)%N -> W k = 0) ->
  Pc W V j i (j - i) = Pr V j i.
Proof.
move: j; apply: le_ind => [_|j ij IH h]; first by rewrite subnn Pc_id Pr_id.
have Wj : W j = 0 by apply: h; rewrite ij leqnn.
rewrite subSn // Pc_SS // Wj mul0mx add0r Pr_S // IH // => k /andP[k1 k2].
by apply: h; rewrite k1 ltnS ltnW.
Qed.

(* first order: sum over the perturbed layer *)
Theorem Pc_1 W V j i : (i <= j)%N ->
  Pc W V j i 1 = \sum_(l < j | (i <= l)%N) Pr W j l.+1 *m V l *m Pr W l i.
Proof.
move: j; apply: le_ind => [|j ij IH].
  by rewrite Pc_id raddf0 big1 // => l il; have := ltn_ord l; rewrite ltnNge il.
rewrite Pc_SS // Pc_0 // IH mulmx_sumr [RHS]big_mkcond big_ord_recr -big_mkcond /= ij.
rewrite Pr_id mul1mx; congr (_ + _); apply: eq_bigr => l _.
by rewrite !mulmxA Pr_S.
Qed.
End Coef.

(* ---------- the loss, local minima, first and second variation ---------------*)
Section Second.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W V : net R d.

Definition loss W : R := sq (Pr W H.+1 0 *m X - Y).          (* = 2 Lbar(W)   *)
Definition near (e : R) W W' := forall k, (k <= H)%N -> forall i j, `|W' k i j - W k i j| < e.
Definition local_min W := exists2 e, 0 < e & forall W', near e W W' -> loss W <= loss W'.
Definition local_max W := exists2 e, 0 < e & forall W', near e W W' -> loss W' <= loss W.
Definition global_min W := forall W', loss W <= loss W'.

Definition Cm W := Pr W H.+1 1.            (* C   = W_{H+1}...W_2             *)
Definition Am W l := Pr W H.+1 l.+1.       (* A_k = W_{H+1}...W_{k+1}, k=l+1  *)
Definition Bm W l := Pr W l 1.             (* B_k = W_{k-1}...W_2             *)
Definition res W := (Pr W H.+1 0 *m X - Y)^T.

(* the loss along W + tV, as a polynomial in t *)
Definition resp W V i j : {poly R} :=
  \poly_(n < H.+3) (Pc W V H.+1 0 n *m X) i j - (Y i j)%:P.
Definition lossp W V : {poly R} := \sum_j \sum_i resp W V i j ^+ 2.

Lemma resp0 W V i j : (resp W V i j)`_0 = (Pr W H.+1 0 *m X - Y) i j.
Proof. by rewrite /resp coefB coef_poly coefC eqxx (Pc_0 W V) // addE oppE. Qed.
Lemma respS W V i j n : (n < H.+2)%N -> (resp W V i j)`_n.+1 = (Pc W V H.+1 0 n.+1 *m X) i j.
Proof. by move=> h; rewrite /resp coefB coef_poly coefC ltnS h subr0. Qed.

Theorem lossp_horner W V t : (lossp W V).[t] = loss (along W V t).
Proof.
rewrite /loss (@Pc_sum _ _ W V t H.+1 0 H.+3) // sqE /lossp horner_sum.
apply: eq_bigr => j _; rewrite horner_sum; apply: eq_bigr => i _.
rewrite horner_exp /resp hornerD hornerN hornerC horner_poly; congr (_ ^+ 2).
rewrite mulmx_suml [RHS]addE oppE summxE; congr (_ - _); apply: eq_bigr => n _.
by rewrite -scalemxAl scaleE mulrC.
Qed.

(* notation. The loss along a line is one polynomial; twice the paper's loss.   *)
Theorem lossp_unique W V p : (forall t, loss (along W V t) = p.[t]) -> lossp W V = p.
Proof. by move=> h; apply: poly_ext => t; rewrite lossp_horner. Qed.

Lemma loss_ext W W' : (forall k, (k <= H)%N -> W k = W' k) -> loss W = loss W'.
Proof. by move=> h; rewrite /loss; congr (sq (_ *m X - Y)); apply: Pr_ext => // k; exact: h. Qed.

Lemma along0 W V : Pr (along W V 0) H.+1 0 = Pr W H.+1 0.
Proof. by apply: Pr_ext => // k _; rewrite /along scale0r addr0. Qed.

Lemma lossp0 W V : (lossp W V).[0] = loss W.
Proof. by rewrite lossp_horner /loss along0. Qed.

Definition var1 W V : R := (lossp W V)`_1.
Definition var2 W V : R := (lossp W V)`_2.
Definition crit W := forall V, var1 W V = 0.
Definition psdH W := forall V, 0 <= var2 W V.
Definition nsdH W := forall V, var2 W V <= 0.
(* saddle = critical, neither local minimum nor local maximum                   *)
Definition saddle W := [/\ crit W, ~ local_min W & ~ local_max W].

Theorem var1E W V :
  var1 W V = \tr ((Pr W H.+1 0 *m X - Y)^T *m (Pc W V H.+1 0 1 *m X)) *+ 2.
Proof.
rewrite /var1 /lossp coef_sum tr_dot -sumrMnl; apply: eq_bigr => j _.
rewrite coef_sum -sumrMnl; apply: eq_bigr => i _.
by rewrite coef_sq1 resp0 respS.
Qed.

Theorem var2E W V :
  var2 W V = sq (Pc W V H.+1 0 1 *m X)
           + \tr ((Pr W H.+1 0 *m X - Y)^T *m (Pc W V H.+1 0 2 *m X)) *+ 2.
Proof.
rewrite /var2 /lossp coef_sum tr_dot sqE -sumrMnl -big_split; apply: eq_bigr => j _.
rewrite coef_sum -sumrMnl -big_split; apply: eq_bigr => i _.
by rewrite coef_sq2 resp0 !respS.
Qed.

(* var1 is homogeneous of degree 1, var2 of degree 2 *)
Lemma var1Z W V c : var1 W (fun k => c *: V k) = c * var1 W V.
Proof. by rewrite !var1E Pc_scale // expr1 -scalemxAl -scalemxAr mxtraceZ mulrnAr. Qed.
Lemma var2Z W V c : var2 W (fun k => c *: V k) = c ^+ 2 * var2 W V.
Proof.
rewrite !var2E !Pc_scale // expr1 -!scalemxAl -scalemxAr sqZ mxtraceZ mulrDr.
by rewrite mulrnAr.
Qed.

(* first variation, layer by layer *)
Theorem var1_sum W V : var1 W V =
  (\sum_(l < H.+1) \tr (Pr W l 0 *m X *m res W *m Am W l *m V l)) *+ 2.
Proof.
rewrite var1E Pc_1 // mulmx_suml mulmx_sumr raddf_sum; congr (_ *+ 2).
apply: eq_bigr => l _ /=; rewrite -/(res W) /Am.
by apply: (tr_cyc (U := res W *m Pr W H.+1 l.+1 *m V l) (V := Pr W l 0 *m X)); mxring.
Qed.

(* directions supported on one / two layers *)
Definition dir1 l (Vl : 'M[R]_(d l.+1, d l)) : net R d :=
  fun k => if k == l then conform_mx 0 Vl else 0.
Definition dir2 l (V1 : 'M[R]_(d 1, d 0)) (Vl : 'M[R]_(d l.+1, d l)) : net R d :=
  fun k => if k == 0%N then conform_mx 0 V1 else if k == l then conform_mx 0 Vl else 0.

(* Lemma 4.1 as an equivalence, W_{k-1}..W_1 X r W_{H+1}..W_{k+1} = 0, k = l+1  *)
(* lemma-4.1. Derivatives are coefficients of polynomials, not limits. *)
Theorem crit_iff W : crit W <->
  forall l, (l <= H)%N -> Pr W l 0 *m X *m res W *m Am W l = 0.
Proof.
split=> [h l lH|h V]; last first.
  by rewrite var1_sum big1 ?mul0rn // => l _; rewrite h ?mul0mx ?mxtrace0 //; have := ltn_ord l.
apply: tr0_mul => V; have := h (dir1 V); rewrite var1_sum -mulr_natr => /eqP.
rewrite mulf_eq0 pnatr_eq0 orbF => /eqP <-.
have hl : (l < H.+1)%N by [].
rewrite (bigD1 (Ordinal hl)) //= /dir1 eqxx conform_mx_id big1 ?addr0 // => k kl.
have -> : (k == l :> nat) = false by apply: negbTE.
by rewrite mulmx0 mxtrace0.
Qed.

(* every small enough step along V stays near W *)
Lemma along_near W V e : 0 < e ->
  exists2 t0, 0 < t0 & forall t, `|t| < t0 -> near e W (along W V t).
Proof.
move=> e0; pose K := \sum_(k < H.+1) \sum_i \sum_j `|V k i j| + 1.
have S0 m n (M : 'M[R]_(m,n)) : 0 <= \sum_i \sum_j `|M i j|.
  by rewrite sumr_ge0 // => i _; rewrite sumr_ge0.
have K0 : 0 < K by rewrite ltr_paddl ?ltr01 // sumr_ge0.
exists (e / K); first by rewrite divr_gt0.
move=> t tK k kH i j; rewrite /along addE addrC addKr scaleE.
move: tK; rewrite ltr_pdivl_mulr // => h; apply: le_lt_trans h.
rewrite normrM ler_wpmul2l //; apply: (le_trans (le_sum_abs _ _ _)).
have hk : (k < H.+1)%N by [].
rewrite /K (bigD1 (Ordinal hk)) //= -addrA ler_addl addr_ge0 ?ler01 //.
by apply: sumr_ge0 => k' _; exact: S0.
Qed.

(* Second-order necessary conditions at a local minimum. *)
Theorem local_min_second W : local_min W -> crit W /\ psdH W.
Proof.
move=> [e e0 he].
have h V : var1 W V = 0 /\ 0 <= var2 W V.
  have [t0 t00 ht] := along_near W V e0; apply: (@poly_local _ _ t0) => // t tt.
  by rewrite lossp0 lossp_horner; apply: he; exact: ht.
by split=> V; case: (h V).
Qed.

Theorem local_max_second W : local_max W -> crit W /\ nsdH W.
Proof.
move=> [e e0 he].
have h V : var1 W V = 0 /\ var2 W V <= 0.
  have [t0 t00 ht] := along_near W V e0.
  have := @poly_local _ (- lossp W V) t0 t00; rewrite !coefN oppr_ge0.
  case=> [t tt|/eqP]; last by rewrite oppr_eq0 => /eqP ? ?.
  by rewrite !hornerN ler_opp2 lossp0 lossp_horner; apply: he; exact: ht.
by split=> V; case: (h V).
Qed.

(* a direction of negative second variation gives smaller values nearby         *)
Theorem neg_decrease W V : crit W -> var2 W V < 0 ->
  forall e, 0 < e -> exists2 W', near e W W' & loss W' < loss W.
Proof.
move=> hc hv e e0; have [t0 t00 ht] := along_near W V e0.
have [t [tp tt hl]] := poly_neg t00 (hc V) hv.
exists (along W V t); first by apply: ht; rewrite gtr0_norm.
by rewrite -lossp_horner -(lossp0 W V).
Qed.

Theorem pos_increase W V : crit W -> 0 < var2 W V ->
  forall e, 0 < e -> exists2 W', near e W W' & loss W < loss W'.
Proof.
move=> hc hv e e0; have [t0 t00 ht] := along_near W V e0.
have [||t [tp tt hl]] := poly_neg (p := - lossp W V) t00.
- by rewrite coefN [_`_1](hc V) oppr0.
- by rewrite coefN oppr_lt0.
exists (along W V t); first by apply: ht; rewrite gtr0_norm.
by move: hl; rewrite !hornerN ltr_opp2 lossp0 lossp_horner.
Qed.

Lemma not_local_min W :
  (forall e, 0 < e -> exists2 W', near e W W' & loss W' < loss W) -> ~ local_min W.
Proof. by move=> h [e e0 he]; have [W' /he + hl] := h e e0; rewrite leNgt hl. Qed.
Lemma not_local_max W :
  (forall e, 0 < e -> exists2 W', near e W W' & loss W < loss W') -> ~ local_max W.
Proof. by move=> h [e e0 he]; have [W' /he + hl] := h e e0; rewrite leNgt hl. Qed.

Lemma global_local W : global_min W -> local_min W.
Proof. by move=> h; exists 1 => [|W' _]; [exact: ltr01 | exact: h]. Qed.
End Second.
