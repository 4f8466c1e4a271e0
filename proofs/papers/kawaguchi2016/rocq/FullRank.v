(* FullRank.v : Theorem 2.3 (ii), Case II (rank(W_H..W_2) = p), every depth.    *)
(* *_so : for critical points with second variation >= 0 along layers (1,H+1).  *)
(* Ky Fan by hand: no SVD / Eckart-Young library is used.                       *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks CriticalPoints Lemma46.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma tr_idem (R : fieldType) n (P : 'M[R]_n) : P *m P = P -> \tr P = (\rank P)%:R.
Proof.
move=> hP; rewrite -{1}(mulmx_base P) mxtrace_mulC.
suff -> : row_base P *m col_base P = 1%:M by rewrite mxtrace1.
apply: (row_free_inj (row_base_free P)); apply: (row_full_inj (col_base_full P)).
have := mulmx_base P; move: (col_base P) (row_base P) => c b hb.
by rewrite mul1mx hb -mulmxA hb mulmxA hb hP.
Qed.

Section KyFan.
Variable R : realFieldType.
Lemma kyfan_scalar n k (lam e : 'I_n -> R) :
  (forall i, 0 <= lam i) -> (forall i j : 'I_n, (i < j)%N -> lam j <= lam i) ->
  (forall i, 0 <= e i <= 1) -> \sum_i e i <= k%:R -> (k <= n)%N ->
  \sum_i lam i * e i <= \sum_(i < n | (i < k)%N) lam i.
Proof.
move=> l0 ld e01 es kn.
case: k kn es => [|k] kn es.
  have e0 i : e i = 0.
    apply/eqP; rewrite eq_le; case/andP: (e01 i) => -> _; rewrite andbT.
    apply: le_trans es; rewrite (bigD1 i) //= ler_addl sumr_ge0 // => j _.
    by case/andP: (e01 j).
  by rewrite big1 ?sumr_ge0 // => i _; rewrite e0 mulr0.
pose mu := lam (Ordinal kn).
have -> : \sum_i lam i * e i = \sum_i (lam i - mu) * e i + mu * \sum_i e i.
  by rewrite mulr_sumr -big_split; apply: eq_bigr => i _ /=; rewrite mulrBl subrK.
have -> : \sum_(i < n | (i < k.+1)%N) lam i = \sum_(i < n | (i < k.+1)%N) (lam i - mu) + mu * k.+1%:R.
  by rewrite sumrB [X in _ - X](big_ord_narrow kn) sumr_const card_ord -[mu *+ _]mulr_natr subrK.
apply: ler_add; last by apply: ler_wpmul2l; [exact: l0 | exact: es].
rewrite [X in _ <= X]big_mkcond; apply: ler_sum => i _.
have /andP[ei0 ei1] := e01 i.
case: ifP => ik.
  rewrite -{2}[lam i - mu]mulr1 ler_wpmul2l // subr_ge0 /mu.
  move: ik; rewrite ltnS leq_eqVlt => /orP[/eqP h|h]; last by apply: ld.
  by rewrite (_ : i = Ordinal kn) //; apply: val_inj.
rewrite mulr_le0_ge0 // subr_le0 ld //=.
by rewrite ltnNge -ltnS ik.
Qed.
End KyFan.

Section Case2.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Hypothesis H1 : (1 <= H)%N.
Hypothesis uX : X *m X^T \in unitmx.
Let K := invmx (X *m X^T).
Let Sg := Y *m X^T *m K *m X *m Y^T.
Variables (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)).
Hypothesis UU : U^T *m U = 1%:M.
Hypothesis Sg_eq : Sg = U *m diag_mx lam *m U^T.
Hypothesis lam_dec : forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i.

Lemma symK2 : K^T = K. Proof. by rewrite /K trmx_inv trmx_mul trmxK. Qed.
Lemma XXK2 : X *m X^T *m K = 1%:M. Proof. exact: mulmxV. Qed.
Lemma KXX2 : K *m (X *m X^T) = 1%:M. Proof. exact: mulVmx. Qed.
Lemma UU2 : U *m U^T = 1%:M. Proof. exact: mulmx1C. Qed.

(* eigenvalues of Sigma are >= 0 :  lam_i = || X^T K X Y^T u_i ||^2             *)
Lemma lam_ge0 i : 0 <= lam 0 i.
Proof.
have e : diag_mx lam = (X^T *m K *m X *m Y^T *m U)^T *m (X^T *m K *m X *m Y^T *m U).
  have -> : (X^T *m K *m X *m Y^T *m U)^T *m (X^T *m K *m X *m Y^T *m U)
     = U^T *m (Y *m X^T *m K^T *m (X *m X^T *m K) *m X *m Y^T) *m U by mxring.
  rewrite XXK2 mulmx1 symK2 -/Sg Sg_eq.
  have -> : U^T *m (U *m diag_mx lam *m U^T) *m U = (U^T *m U) *m diag_mx lam *m (U^T *m U) by mxring.
  by rewrite UU mul1mx mulmx1.
have := congr1 (fun Z : 'M_(_,_) => Z i i) e; rewrite [in LHS]mxE eqxx mulr1n => ->.
by rewrite mxE sumr_ge0 // => j _; rewrite [_^T _ _]mxE -expr2 sqr_ge0.
Qed.

(* value of the loss at a point whose product is P Y X^T K, P a projection      *)
Lemma loss_proj (P : 'M[R]_(d H.+1)) : P^T = P -> P *m P = P ->
  sq (P *m Y *m X^T *m K *m X - Y) = sq Y - \tr (P *m Sg).
Proof.
move=> sP iP.
rewrite /sq.
have -> : (P *m Y *m X^T *m K *m X - Y)^T *m (P *m Y *m X^T *m K *m X - Y)
  = X^T *m K^T *m X *m Y^T *m P^T *m P *m Y *m X^T *m K *m X
    - X^T *m K^T *m X *m Y^T *m P^T *m Y
    - Y^T *m P *m Y *m X^T *m K *m X + Y^T *m Y by mxring.
rewrite !mxtraceD !n_tN.
have -> : \tr (X^T *m K^T *m X *m Y^T *m P^T *m P *m Y *m X^T *m K *m X) = \tr (P *m Sg).
  apply: (tr_cyc (U := X^T *m K^T *m X *m Y^T) (V := (P^T *m P) *m Y *m X^T *m K *m X)); first by mxring.
  rewrite sP iP symK2.
  have -> : P *m Y *m X^T *m K *m X *m (X^T *m K *m X *m Y^T)
     = P *m Y *m X^T *m K *m (X *m X^T *m K) *m X *m Y^T by mxring.
  by rewrite XXK2 mulmx1 /Sg !mulmxA.
have -> : \tr (X^T *m K^T *m X *m Y^T *m P^T *m Y) = \tr (P *m Sg).
  apply: (tr_cyc (U := X^T *m K^T *m X *m Y^T) (V := P^T *m Y)); first by mxring.
  by rewrite sP symK2 /Sg !mulmxA.
have -> : \tr (Y^T *m P *m Y *m X^T *m K *m X) = \tr (P *m Sg).
  by apply: (tr_cyc (U := Y^T) (V := P *m Y *m X^T *m K *m X)); rewrite /Sg; mxring.
rewrite /sq; set a := \tr (P *m Sg); set b := \tr (Y^T *m Y); ring.
Qed.

(* lower bound for ANY product C' W' : projecting never increases the loss      *)
Lemma loss_lower n (C : 'M[R]_(d H.+1, n)) (V : 'M[R]_(n, d 0%N)) G :
  ginv (C^T *m C) G -> sq Y - \tr (C *m G *m C^T *m Sg) <= sq (C *m V *m X - Y).
Proof.
move=> hG; have sP := proj_sym hG; have iP := proj_idem hG; have fP := gram_ginv_l hG.
move: sP iP fP; move: (C *m G *m C^T) => P sP iP PC.   (* P opaque *)
rewrite -(loss_proj sP iP).
pose Z := C *m V - P *m Y *m X^T *m K.
have PZ : P *m Z = Z by rewrite /Z mulmxBr !mulmxA PC iP.
have -> : C *m V *m X - Y = (P *m Y *m X^T *m K *m X - Y) + Z *m X by rewrite /Z; mxring.
have cr : \tr ((P *m Y *m X^T *m K *m X - Y)^T *m (Z *m X)) = 0.
  rewrite -PZ; transitivity (\tr (0 : 'M[R]_(d 0%N))); last by rewrite mxtrace0.
  apply: (tr_cyc (U := (P *m Y *m X^T *m K *m X - Y)^T *m P *m Z) (V := X)); first by mxring.
  have -> : X *m ((P *m Y *m X^T *m K *m X - Y)^T *m P *m Z)
    = (X *m X^T *m K^T *m X *m Y^T *m P^T *m P - X *m Y^T *m P) *m Z by mxring.
  by rewrite symK2 XXK2 mul1mx sP -[_ *m P *m P]mulmxA iP subrr mul0mx.
move: (P *m Y *m X^T *m K *m X - Y) cr => N cr.
by rewrite sqD cr mul0rn addr0 ler_addl /sq -dot_vecr sqnorm_ge0.
Qed.

(* Ky Fan for projections *)
Lemma kyfan (P : 'M[R]_(d H.+1)) k : P^T = P -> P *m P = P -> (\rank P <= k)%N ->
  (k <= d H.+1)%N -> \tr (P *m Sg) <= \sum_(i < d H.+1 | (i < k)%N) lam 0 i.
Proof.
move=> sP iP rk kd; pose E := U^T *m P *m U.
have tE : \tr (P *m Sg) = \sum_i lam 0 i * E i i.
  rewrite Sg_eq; transitivity (\tr (diag_mx lam *m E)).
    by apply: (tr_cyc (U := P *m U) (V := diag_mx lam *m U^T)); rewrite /E; mxring.
  by rewrite /mxtrace; apply: eq_bigr => i _; rewrite mul_diag_mx mxE.
have sE : E^T = E by rewrite /E !trmx_mul trmxK sP mulmxA.
have iE : E *m E = E.
  rewrite /E; have -> : U^T *m P *m U *m (U^T *m P *m U) = U^T *m P *m (U *m U^T) *m P *m U by mxring.
  by rewrite UU2 mulmx1 -[U^T *m P *m P]mulmxA iP.
have eE i : E i i = \sum_j E i j ^+ 2.
  rewrite -{1}iE mxE; apply: eq_bigr => j _; rewrite -{2}sE [_^T _ _]mxE expr2.
  by [].
rewrite tE; apply: kyfan_scalar => //.
- exact: lam_ge0.
- by move=> i j /lam_dec /ltW.
- move=> i; have h0 : 0 <= E i i by rewrite eE sumr_ge0 // => j _; exact: sqr_ge0.
  rewrite h0 /=; have h2 : E i i ^+ 2 <= E i i.
    by rewrite [X in _ <= X]eE (bigD1 i) //= ler_addl sumr_ge0 // => j _; exact: sqr_ge0.
  rewrite leNgt; apply/negP => h1; move: h2.
  have p0 : 0 < E i i := lt_trans ltr01 h1.
  by rewrite leNgt expr2 (ltr_pmull _ p0) h1.
- rewrite -/(mxtrace E).
  have -> : \tr E = \tr P.
    apply: (tr_cyc (U := U^T *m P) (V := U)); first by rewrite /E.
    by rewrite mulmxA UU2 mul1mx.
  by rewrite (tr_idem iP) ler_nat.
Qed.

Lemma tr_pid k : (k <= d H.+1)%N ->
  \tr (U *m pid_mx k *m U^T *m Sg) = \sum_(i < d H.+1 | (i < k)%N) lam 0 i.
Proof.
move=> kd; rewrite Sg_eq; transitivity (\tr (diag_mx lam *m pid_mx k)).
  transitivity (\tr (pid_mx k *m (U^T *m U) *m diag_mx lam *m (U^T *m U))).
    by apply: (tr_cyc (U := U) (V := pid_mx k *m (U^T *m U) *m diag_mx lam *m U^T)); mxring.
  by rewrite UU !mulmx1 mxtrace_mulC.
rewrite /mxtrace [RHS]big_mkcond; apply: eq_bigr => i _.
rewrite mul_diag_mx mxE [pid_mx _ _ _]mxE eqxx /=.
by case: ifP; rewrite ?mulr1 ?mulr0.
Qed.

(* Theorem 2.3(ii), Case II (p = smallest width enters only through `hp`)       *)
Theorem thm23ii_rank_max_so (W : net R d) :
  (forall W' : net R d, (\rank (Cm H W') <= \rank (Cm H W))%N) ->
  crit X Y W -> psd2 X Y W H -> global_min X Y W.
Proof.
move=> hm hc hp W'.
have := ginv_exists ((Cm H W)^T *m Cm H W); move: (pinvmx _) => G hG.
have := ginv_exists ((Cm H W')^T *m Cm H W'); move: (pinvmx _) => G' hG'.
have eW : loss X Y W = sq Y - \tr (Cm H W *m G *m (Cm H W)^T *m Sg).
  by rewrite /loss (deep_lemma42_so H1 uX hc hG) loss_proj //; [exact: proj_sym | exact: proj_idem].
rewrite eW /loss full_split; apply: le_trans (loss_lower (W' 0%N) hG').
rewrite ler_add2l ler_opp2 (lemma46_so H1 uX hc hG hp UU Sg_eq lam_dec) tr_pid ?rank_leq_row //.
apply: kyfan; [exact: proj_sym | exact: proj_idem | | exact: rank_leq_row].
by apply: leq_trans (hm W'); rewrite -mulmxA; exact: mxrankM_maxl.
Qed.
Theorem thm23ii_rank_max (W : net R d) :
  (forall W' : net R d, (\rank (Cm H W') <= \rank (Cm H W))%N) ->
  local_min X Y W -> global_min X Y W.
Proof.
by move=> hm /local_min_second[hc hp]; exact: thm23ii_rank_max_so.
Qed.

Lemma rank_Cm_le (W' : net R d) k : (1 <= k <= H.+1)%N -> (\rank (Cm H W') <= d k)%N.
Proof.
case/andP=> k1 kH; rewrite /Cm (@Pr_split _ _ _ 1 k) //.
apply: leq_trans (mxrankM_maxl _ _) _; exact: rank_leq_col.
Qed.

(* the paper's Cases I and II together: rank (W_H..W_2) >= every d_k-bound      *)
Theorem thm23ii_case12_so (W : net R d) p :
  (exists2 k, (1 <= k <= H)%N & p = d k) ->      (* p is a hidden width        *)
  \rank (Bm W H) = p ->
  crit X Y W -> psd2 X Y W H -> global_min X Y W.
Proof.
move=> [k /andP[k1 kH] pk] rB hc hp.
have hl : (1 <= H <= H)%N by rewrite H1 leqnn.
have hpn : psd2 X Y W H \/ nsd2 X Y W H by left.
case: (lemma44_so hl uX hpn) => [h|]; last by rewrite /Am Pr_id mulmx1; exact: Xr0_global.
apply: thm23ii_rank_max_so hc hp => W'.
have rC : (\rank (Bm W H) <= \rank (Cm H W))%N.
  by have := rsub_rank h; rewrite mxrank_tr rank_gram.
apply: leq_trans rC; rewrite rB pk; apply: rank_Cm_le.
by rewrite k1 ltnW.
Qed.
(* appendix-b1-full. Cases I and II: rank (W_H..W_2) = p. *)
Theorem thm23ii_case12_hess (W : net R d) p :
  (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
  crit X Y W -> psdH X Y W -> global_min X Y W.
Proof. by move=> hp hr hc h; apply: thm23ii_case12_so hp hr hc _; exact: psdH_psd2. Qed.
Theorem thm23ii_case12 (W : net R d) p :
  (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
  local_min X Y W -> global_min X Y W.
Proof. by move=> hp hr /local_min_second[hc h]; exact: thm23ii_case12_hess hp hr hc h. Qed.
(* first claim of Case III: rank C >= min(p, d_y) already suffices              *)
Corollary thm23ii_rankC_so (W : net R d) k : (1 <= k <= H)%N ->
  (minn (d k) (d H.+1) <= \rank (Cm H W))%N ->
  crit X Y W -> psd2 X Y W H -> global_min X Y W.
Proof.
move=> /andP[k1 kH] hr; apply: thm23ii_rank_max_so => W'; apply: leq_trans hr.
by rewrite leq_min rank_leq_row andbT; apply: rank_Cm_le; rewrite k1 ltnW.
Qed.
Corollary thm23ii_rankC (W : net R d) k : (1 <= k <= H)%N ->
  (minn (d k) (d H.+1) <= \rank (Cm H W))%N ->
  local_min X Y W -> global_min X Y W.
Proof.
move=> hk hr /local_min_second[hc h]; apply: thm23ii_rankC_so hk hr hc _.
exact: psdH_psd2.
Qed.
End Case2.
